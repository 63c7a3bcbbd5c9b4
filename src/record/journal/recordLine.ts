import type { Command, Observation } from "../../messages/index.ts";
import type { JournalEntry, JournalRecord, Mark } from "./journalEntry.ts";

/** A record, and the number of the first that was written together with it. */
interface WrittenRecord extends JournalRecord {
  readonly batch: number;
}

/** What a line of the journal holds: `{"seq":…,"batch":…,"atMs":…,"observation":{…}}`. */
export function recordLine({ seq, batch, atMs, wallMs, entry }: WrittenRecord): object {
  return { seq, batch, atMs, ...(wallMs === null ? {} : { wallMs }), ...valuesOf(entry) };
}

function valuesOf(entry: JournalEntry): object {
  switch (entry.kind) {
    case "observation":
      return entry.upTo === undefined
        ? { observation: entry.observation }
        : { upTo: entry.upTo, observation: entry.observation };
    case "command":
      return { command: entry.command };
    case "mark":
      return entry.note === undefined
        ? { mark: entry.mark }
        : { mark: entry.mark, note: entry.note };
  }
}

/** The other way round; null for what is no record, or one of a kind that is not known. */
export function recordIn(values: Readonly<Record<string, unknown>>): JournalRecord | null {
  const { seq, atMs, wallMs } = values;
  const entry = entryIn(values);
  if (typeof seq !== "number" || typeof atMs !== "number" || entry === null) return null;
  return { seq, atMs, wallMs: typeof wallMs === "number" ? wallMs : null, entry };
}

function entryIn({
  observation,
  upTo,
  command,
  mark,
  note,
}: Readonly<Record<string, unknown>>): JournalEntry | null {
  if (observation !== undefined) {
    const entry = { kind: "observation", observation: observation as Observation } as const;
    return upTo === undefined ? entry : { ...entry, upTo: upTo as number };
  }
  if (command !== undefined) return { kind: "command", command: command as Command };
  if (mark === undefined) return null;
  return note === undefined
    ? { kind: "mark", mark: mark as Mark }
    : { kind: "mark", mark: mark as Mark, note: note as string };
}

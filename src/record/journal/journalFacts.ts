import { Counts } from "../counts.ts";
import { MOST_GAPS, type RecordedGap } from "../recordedGap.ts";
import { DamagedJournal } from "./damagedJournal.ts";
import { ForeignJournal } from "./foreignJournal.ts";
import type { JournalFiles } from "./journalDisk.ts";
import type { JournalEntry, JournalRecord } from "./journalEntry.ts";
import { type JournalHeader, journalHeader } from "./journalHeader.ts";
import { type JournalEnd, readRecords } from "./readRecords.ts";
import { segmentsIn } from "./segment.ts";
import { readSnapshot, snapshotName, snapshotsIn } from "./snapshot.ts";

/** What there is to say of a journal. */
export interface JournalFacts {
  readonly header: JournalHeader | null;
  readonly records: number;
  /** The first and the last that are kept; null: there is none. */
  readonly first: JournalRecord | null;
  readonly last: JournalRecord | null;
  /** How many of what: `observation charging`. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly segments: number;
  /** Of all segments and snapshots. */
  readonly bytes: number;
  /** Records after which sound snapshots were made, and the names of others. */
  readonly snapshots: readonly number[];
  readonly brokenSnapshots: readonly string[];
  /** While no process wrote; the first of them. */
  readonly gaps: readonly RecordedGap[];
  /** At the end, of what was being written when the process ended. */
  readonly tornBytes: number;
  /** Where the journal is not as it was written, and what to do; up to there it was counted. */
  readonly damage: string | null;
}

/** Looks through a journal, damaged or not. @throws ForeignJournal when there is none */
export function journalFacts(files: JournalFiles): JournalFacts {
  const names = files.list();
  const segments = segmentsIn(names).map(({ name }) => name);
  if (segments.length === 0) throw new ForeignJournal("there is no journal in that folder");
  const survey = new Survey();
  const { tornBytes, damage } = survey.read(files);
  const seqs = snapshotsIn(names).toReversed();
  const sound = seqs.filter((seq) => readSnapshot(files, seq) !== null);
  const kept = [...segments, ...seqs.map(snapshotName)];
  return {
    header: survey.header,
    records: survey.records,
    first: survey.first,
    last: survey.last,
    kinds: survey.kinds.all(),
    segments: segments.length,
    bytes: kept.reduce((sum, name) => sum + files.read(name).length, 0),
    snapshots: sound,
    brokenSnapshots: seqs.filter((seq) => !sound.includes(seq)).map(snapshotName),
    gaps: survey.gaps,
    tornBytes,
    damage,
  };
}

/** What is known of a journal up to a record. */
class Survey {
  header: JournalHeader | null = null;
  records = 0;
  first: JournalRecord | null = null;
  last: JournalRecord | null = null;
  readonly kinds = new Counts();
  readonly gaps: RecordedGap[] = [];

  read(files: JournalFiles): { tornBytes: number; damage: string | null } {
    try {
      const parts = readRecords(files);
      let part = parts.next();
      for (; part.done !== true; part = parts.next()) {
        if (part.value.kind === "record") this.#add(part.value.record);
        else this.header ??= journalHeader(part.value.head);
      }
      return { tornBytes: (part.value satisfies JournalEnd).tornBytes, damage: null };
    } catch (error) {
      if (!(error instanceof DamagedJournal)) throw error;
      return { tornBytes: 0, damage: error.message };
    }
  }

  #add(record: JournalRecord): void {
    const { entry } = record;
    const isRestart = entry.kind === "mark" && entry.mark === "restarted";
    if (isRestart && this.last !== null && this.gaps.length < MOST_GAPS) {
      const why = "no process wrote";
      this.gaps.push({ fromMs: this.last.atMs, toMs: record.atMs, why, lost: null });
    }
    this.kinds.add(kindOf(entry));
    this.records++;
    this.first ??= record;
    this.last = record;
  }
}

function kindOf(entry: JournalEntry): string {
  switch (entry.kind) {
    case "observation":
      return `observation ${entry.observation.kind}`;
    case "command":
      return `command ${entry.command.kind}`;
    case "mark":
      return `mark ${entry.mark}`;
  }
}

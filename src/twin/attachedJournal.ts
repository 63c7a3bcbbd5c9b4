import type { Command, Observation } from "../messages/index.ts";
import { DiskFull, type Journal, type JournalEntry, type JournalRecord } from "../record/index.ts";
import type { ControlJournal } from "../simulation/index.ts";
import { JournalDiffers } from "./journalDiffers.ts";

/** Keeps what the charge management of a depot that is not ours hears and asks. */
export class AttachedJournal implements ControlJournal {
  readonly #journal: Journal;
  readonly #kept: () => void;

  /** @param kept told after all until then is kept for good */
  constructor(journal: Journal, kept: () => void) {
    this.#journal = journal;
    this.#kept = kept;
  }

  observed(observation: Observation): void {
    this.#journal.append({ kind: "observation", observation }, observation.knownAtMs);
  }

  commanded(command: Command): void {
    this.#journal.append({ kind: "command", command }, command.atMs);
  }

  commit(): boolean {
    try {
      this.#journal.commit();
    } catch (error) {
      if (error instanceof DiskFull) return false;
      throw error;
    }
    this.#kept();
    return true;
  }
}

/**
 * Has a charge management hear again what was recorded, and holds what it asks against what was asked.
 * @param hear returns what is asked in answer
 * @returns what is asked beyond the end of the journal
 * @throws JournalDiffers
 */
export function recalled(
  records: Iterable<JournalRecord>,
  hear: (observation: Observation) => readonly Command[],
): readonly Command[] {
  let derived: readonly Command[] = [];
  for (const record of records) {
    const { entry } = record;
    if (entry.kind === "mark") continue;
    const [next = null, ...later] = derived;
    if (entry.kind === "observation") {
      if (next !== null) throw differs(record, next);
      derived = hear(entry.observation);
    } else {
      if (JSON.stringify(next) !== JSON.stringify(entry.command)) throw differs(record, next);
      derived = later;
    }
  }
  return derived;
}

function differs(record: JournalRecord, command: Command | null): JournalDiffers {
  const derived: JournalEntry | null = command === null ? null : { kind: "command", command };
  return new JournalDiffers(record, derived);
}

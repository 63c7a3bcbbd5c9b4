import type { Command, Observation, RequestPlan } from "../messages/index.ts";
import { DiskFull, type Journal, type JournalEntry, type JournalRecord } from "../record/index.ts";
import type { ControlJournal } from "../simulation/index.ts";
import { JournalDiffers } from "./journalDiffers.ts";

/** Who wants to know how the journal of an attached twin gets on. */
export interface JournalListeners {
  /** Number of the last instant whose observations have all been heard, or are about to be. */
  readonly heardUpTo: () => number;
  /** All that was observed and asked until now is kept for good. */
  readonly kept: () => void;
  /** There is no room on the disk, or there is again. */
  readonly full: (isFull: boolean) => void;
}

/** Keeps what the charge management of a depot that is not ours hears and asks. */
export class AttachedJournal implements ControlJournal {
  /** What was asked of the planner last, unless it has answered. */
  planAsked: RequestPlan | null = null;
  readonly #journal: Journal;
  readonly #listeners: JournalListeners;
  #upTo = 0;
  #isFull = false;

  constructor(journal: Journal, listeners: JournalListeners) {
    this.#journal = journal;
    this.#listeners = listeners;
  }

  /** Whether what there is to keep finds no room on the disk. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Goes on after what was recalled. */
  begin(): void {
    this.#upTo = this.#listeners.heardUpTo();
  }

  observed(observation: Observation): void {
    if (observation.kind === "planReady") this.planAsked = null;
    const upTo = this.#listeners.heardUpTo();
    const entry = { kind: "observation", observation } as const;
    const isNew = upTo !== this.#upTo;
    this.#journal.append(isNew ? { ...entry, upTo } : entry, observation.knownAtMs);
    this.#upTo = upTo;
  }

  commanded(command: Command): void {
    if (command.kind === "requestPlan") this.planAsked = command;
    this.#journal.append({ kind: "command", command }, command.atMs);
  }

  commit(): boolean {
    try {
      this.#journal.commit();
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      this.#tell(true);
      return false;
    }
    this.#listeners.kept();
    this.#tell(false);
    return true;
  }

  #tell(isFull: boolean): void {
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    this.#listeners.full(isFull);
  }
}

/** What hears again what was recorded. */
export interface Recalling {
  /** Returns what is asked in answer. */
  readonly hear: (observation: Observation) => readonly Command[];
  /** What is heard from now on was said up to this instant. */
  readonly instant: (upTo: number) => void;
}

/**
 * Has a charge management hear again what was recorded, and holds what it asks against what was asked.
 * @returns what is asked beyond the end of the journal
 * @throws JournalDiffers
 */
export function recalled(
  records: Iterable<JournalRecord>,
  { hear, instant }: Recalling,
): readonly Command[] {
  let derived: readonly Command[] = [];
  for (const record of records) {
    const { entry } = record;
    if (entry.kind === "mark") continue;
    const [next = null, ...later] = derived;
    if (entry.kind === "observation") {
      if (next !== null) throw differs(record, next);
      if (entry.upTo !== undefined) instant(entry.upTo);
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

import type { Command, Observation, PointId } from "../messages/index.ts";
import { DiskFull, type Journal, type JournalEntry, type JournalRecord } from "../record/index.ts";
import type { ControlJournal } from "../simulation/index.ts";
import { JournalDiffers } from "./journalDiffers.ts";

/** Plain JSON: what was asked last and is not answered. */
export interface UnansweredSnapshot {
  readonly commands: readonly Command[];
  readonly plan: Command | null;
}

/**
 * Keeps what the charge management of somebody else's depot hears and asks, and knows what is not
 * answered. When it is recalled after a restart it is held against what the journal has.
 */
export class AttachedJournal implements ControlJournal {
  readonly #journal: Journal;
  readonly #kept: () => void;
  /** The last command of each point, until it is answered. */
  readonly #unanswered = new Map<PointId, Command>();
  #plan: Command | null = null;

  /** @param kept told after all until then is kept for good */
  constructor(journal: Journal, kept: () => void) {
    this.#journal = journal;
    this.#kept = kept;
  }

  get unanswered(): readonly Command[] {
    const commands = [...this.#unanswered.values()];
    return this.#plan === null ? commands : [...commands, this.#plan];
  }

  observed(observation: Observation): void {
    this.#noteObservation(observation);
    this.#journal.append({ kind: "observation", observation }, observation.knownAtMs);
  }

  commanded(command: Command): void {
    this.#noteCommand(command);
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

  /**
   * Has a charge management hear again what was recorded. What it asks beyond the end of the journal is new.
   * @param hear returns what is asked in answer
   * @throws JournalDiffers
   */
  recall(
    records: Iterable<JournalRecord>,
    hear: (observation: Observation) => Command[],
  ): Command[] {
    let derived: Command[] = [];
    for (const record of records) {
      const { entry } = record;
      if (entry.kind === "mark") continue;
      const expected = entry.kind === "command" ? (derived.shift() ?? null) : null;
      if (entry.kind === "observation") {
        if (derived[0] !== undefined) throw differs(record, derived[0]);
        this.#noteObservation(entry.observation);
        derived = hear(entry.observation);
      } else if (JSON.stringify(expected) === JSON.stringify(entry.command)) {
        this.#noteCommand(entry.command);
      } else {
        throw differs(record, expected);
      }
    }
    return derived;
  }

  snapshot(): UnansweredSnapshot {
    return { commands: [...this.#unanswered.values()], plan: this.#plan };
  }

  restore({ commands, plan }: UnansweredSnapshot): void {
    for (const command of commands) this.#noteCommand(command);
    this.#plan = plan;
  }

  #noteObservation(observation: Observation): void {
    if (observation.kind === "commandResult") {
      const { pointId, commandId } = observation;
      if (this.#unanswered.get(pointId)?.commandId === commandId) this.#unanswered.delete(pointId);
    } else if (observation.kind === "disconnected") {
      this.#unanswered.delete(observation.pointId);
    } else if (observation.kind === "planReady") {
      this.#plan = null;
    }
  }

  #noteCommand(command: Command): void {
    if (command.kind === "requestPlan") this.#plan = command;
    else if ("pointId" in command) this.#unanswered.set(command.pointId, command);
  }
}

function differs(record: JournalRecord, command: Command | null): JournalDiffers {
  const derived: JournalEntry | null = command === null ? null : { kind: "command", command };
  return new JournalDiffers(record, derived);
}

import type { ControllerSnapshot } from "../control/index.ts";
import type { Engine } from "../engine/index.ts";
import { type Command, type DepotPorts, directLink } from "../messages/index.ts";
import {
  DiskFull,
  type Journal,
  type Mark,
  type OpenedJournal,
  type Recovered,
} from "../record/index.ts";
import type { Scenario } from "../scenario/index.ts";
import {
  ChargeManagement,
  type ChargeManagementSnapshot,
  type Listeners,
} from "../simulation/index.ts";
import { AttachedJournal, type UnansweredSnapshot } from "./attachedJournal.ts";

/** Plain JSON. */
export interface AttachedTwinSnapshot {
  readonly management: ChargeManagementSnapshot;
  readonly unanswered: UnansweredSnapshot;
}

/** Who else has a hand in it. */
export interface AttachedListeners extends Pick<Listeners, "onPlan" | "planned"> {
  /** Told when all that was heard is kept for good: now it may be acknowledged. */
  readonly kept?: () => void;
}

/**
 * The charge management of a depot that goes on without it, with a journal. Its process may end at
 * any moment: the next one recalls what the journal has, asks again what was not answered, and is
 * told by the depot's links what it has missed.
 */
export class AttachedTwin {
  readonly #engine: Engine;
  readonly #management: ChargeManagement;
  readonly #disk: Journal;
  readonly #recovered: Recovered;
  readonly #journal: AttachedJournal;

  constructor(
    engine: Engine,
    spec: Scenario,
    depot: DepotPorts,
    { journal, recovered }: OpenedJournal,
    { kept = () => {}, ...listeners }: AttachedListeners = {},
  ) {
    this.#engine = engine;
    this.#disk = journal;
    this.#recovered = recovered;
    this.#journal = new AttachedJournal(journal, kept);
    const all = { ...listeners, journal: this.#journal };
    this.#management = new ChargeManagement(engine, spec, depot, directLink, all);
  }

  /** The worst case that the controller's ledger knows for each node of the grid [kW]. */
  worstCaseKw(): number[] {
    return this.#management.worstCaseKw();
  }

  /**
   * Comes to where the journal ends. Once, before anything else.
   * @throws JournalDiffers when something else is derived than was recorded
   */
  recall(): void {
    const saved = this.#recovered.snapshot as AttachedTwinSnapshot | null;
    if (saved !== null) {
      this.#management.restore(saved.management);
      this.#journal.restore(saved.unanswered);
    }
    const unsaid = this.#journal.recall(this.#recovered.entries, (observation) => {
      const asked: Command[] = [];
      this.#management.recall(observation, (command) => asked.push(command));
      return asked;
    });
    for (const command of unsaid) this.#journal.commanded(command);
  }

  /** Goes on from there: asks again what was not answered. */
  begin(): void {
    const isKept = this.mark(this.#disk.seq === 0 ? "started" : "restarted");
    if (isKept) for (const command of this.#journal.unanswered) this.#management.askAgain(command);
    this.#management.resume();
  }

  /** What the controller believes; plain JSON. */
  belief(): ControllerSnapshot {
    return this.#management.snapshot().controller;
  }

  /** Between two instants: keeps the state, where it is time to. */
  instantSettled(): void {
    if (!this.#disk.isSnapshotDue || !this.#journal.commit()) return;
    try {
      this.#disk.saveSnapshot(this.snapshot());
    } catch (error) {
      // The journal is whole without it.
      if (!(error instanceof DiskFull)) throw error;
    }
  }

  /** Says what befell the process; whether that is kept for good. */
  mark(mark: Mark, note?: string): boolean {
    const entry = { kind: "mark", mark } as const;
    this.#disk.append(note === undefined ? entry : { ...entry, note }, this.#engine.nowMs);
    return this.#journal.commit();
  }

  snapshot(): AttachedTwinSnapshot {
    return { management: this.#management.snapshot(), unanswered: this.#journal.snapshot() };
  }

  /** Hears nothing more and asks nothing more, as if its process were over. */
  end(): void {
    this.#management.end();
  }
}

import type { ControllerSnapshot } from "../control/index.ts";
import type { Engine } from "../engine/index.ts";
import type { ControlEnd, ControlEndSnapshot } from "../links/index.ts";
import {
  type Command,
  directLink,
  type Link,
  type Observation,
  type RequestPlan,
} from "../messages/index.ts";
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
import { AttachedJournal, recalled } from "./attachedJournal.ts";

/** Who else has a hand in it. */
interface AttachedListeners extends Pick<Listeners, "onPlan" | "planned"> {
  /** What lies between the pipe and the controller. */
  readonly link?: Link;
}

/** Plain JSON. */
export interface AttachedTwinSnapshot {
  readonly management: ChargeManagementSnapshot;
  readonly end: ControlEndSnapshot;
}

/**
 * The charge management of a depot that goes on without it, with a journal. Its process may end at
 * any moment: the next one recalls what the journal has, asks again what was not answered, and is
 * told over the pipe what it has missed.
 */
export class AttachedTwin {
  readonly end: ControlEnd;
  readonly #engine: Engine;
  readonly #management: ChargeManagement;
  readonly #disk: Journal;
  readonly #recovered: Recovered;
  readonly #journal: AttachedJournal;
  /** What was asked of the planner last, unless it has answered. */
  #planAsked: RequestPlan | null = null;

  constructor(
    engine: Engine,
    spec: Scenario,
    end: ControlEnd,
    { journal, recovered }: OpenedJournal,
    { link = directLink, ...listeners }: AttachedListeners = {},
  ) {
    this.end = end;
    this.#engine = engine;
    this.#disk = journal;
    this.#recovered = recovered;
    this.#journal = new AttachedJournal(journal, () => end.committed());
    const all = { ...listeners, journal: this.#journal };
    this.#management = new ChargeManagement(engine, spec, end.ports, link, all);
  }

  /**
   * Comes to where the journal ends. Once, before anything else.
   * @throws JournalDiffers when something else is derived than was recorded
   */
  recall(): void {
    const saved = this.#recovered.snapshot as AttachedTwinSnapshot | null;
    if (saved !== null) {
      this.#management.restore(saved.management);
      this.end.restore(saved.end);
    }
    const unsaid = recalled(this.#recovered.entries, (heard) => this.#hearAgain(heard));
    for (const command of unsaid) this.#journal.commanded(command);
  }

  /** Goes on from there. What was not answered is asked again when the pipe is connected. */
  begin(): void {
    const isKept = this.mark(this.#disk.seq === 0 ? "started" : "restarted");
    if (isKept && this.#planAsked !== null) this.#management.askAgain(this.#planAsked);
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
    return { management: this.#management.snapshot(), end: this.end.snapshot() };
  }

  /** Hears nothing more and asks nothing more, as if its process were over. */
  stop(): void {
    this.#management.end();
  }

  #hearAgain(heard: Observation): Command[] {
    const asked: Command[] = [];
    this.end.recallHeard(heard);
    if (heard.kind === "planReady") this.#planAsked = null;
    this.#management.recall(heard, (command) => asked.push(command));
    for (const command of asked) {
      if (command.kind === "requestPlan") this.#planAsked = command;
      else this.end.recallAsked(command);
    }
    return asked;
  }
}

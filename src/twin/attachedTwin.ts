import type { ControllerSnapshot, ControlView, RequestsSnapshot } from "../control/index.ts";
import type { Engine } from "../engine/index.ts";
import type { ControlEnd } from "../links/index.ts";
import {
  type Command,
  directLink,
  type Link,
  type FromOutside,
  type Observation,
} from "../messages/index.ts";
import {
  DiskFull,
  type Journal,
  type Mark,
  type OpenedJournal,
  type Recovered,
} from "../record/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { ChargeManagement, type Listeners } from "../simulation/index.ts";
import { AttachedJournal, recalled } from "./attachedJournal.ts";
import { type Belief, beliefOf } from "./forecast/belief.ts";
import { isFromOutside } from "./isFromOutside.ts";
import type { AttachedTwinSnapshot } from "./twinSnapshot.ts";

/** Who else has a hand in it. */
interface AttachedListeners extends Pick<Listeners, "onPlan" | "planned" | "isPresystemElsewhere"> {
  /** What lies between the pipe and the controller. */
  readonly link?: Link;
  /** There is no room on the disk, or there is again. */
  readonly full?: (isFull: boolean) => void;
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
  readonly #isPresystemElsewhere: boolean;

  constructor(
    engine: Engine,
    spec: Scenario,
    end: ControlEnd,
    { journal, recovered }: OpenedJournal,
    { link = directLink, full = () => {}, ...listeners }: AttachedListeners = {},
  ) {
    this.#isPresystemElsewhere = listeners.isPresystemElsewhere ?? false;
    this.end = end;
    this.#engine = engine;
    this.#disk = journal;
    this.#recovered = recovered;
    this.#journal = new AttachedJournal(journal, {
      heardUpTo: () => end.heardUpTo,
      // What waits for the controller is not yet in the journal.
      kept: () => this.isWaiting || end.committed(),
      full,
    });
    const all = { ...listeners, journal: this.#journal };
    this.#management = new ChargeManagement(engine, spec, end.ports, link, all);
  }

  /** Whether something was said that the controller has not heard yet. */
  get isWaiting(): boolean {
    return this.#management.isWaiting;
  }

  /** How the journal is: of the last record, of the last that is kept for good, and what it takes of the disk. */
  get kept(): Pick<Journal, "seq" | "committedSeq" | "bytes"> {
    const { seq, committedSeq, bytes } = this.#disk;
    return { seq, committedSeq, bytes };
  }

  /** Whether what there is to keep finds no room on the disk. */
  get isDiskFull(): boolean {
    return this.#journal.isFull;
  }

  /**
   * Comes to where the journal ends. Once, before anything else.
   * @throws JournalDiffers when something else is derived than was recorded
   */
  recall(): void {
    const { snapshot, entries, tornBytes } = this.#recovered;
    const saved = snapshot as AttachedTwinSnapshot | null;
    let atMs = this.#engine.nowMs;
    if (saved !== null) {
      this.#management.restore(saved.management);
      this.end.restore(saved.end);
      this.#journal.planAsked = saved.planAsked;
      atMs = Math.max(atMs, saved.atMs);
    }
    /** Of the write before the last: what the last was to tell may be torn off. */
    let before = this.end.heardUpTo;
    const unsaid = recalled(entries, {
      hear: (heard) => {
        atMs = Math.max(atMs, heard.knownAtMs);
        return this.#hearAgain(heard);
      },
      instant: (upTo) => {
        before = this.end.heardUpTo;
        this.end.recallInstant(upTo);
      },
    });
    if (tornBytes > 0) this.end.recallInstant(before);
    this.#engine.advanceTo(atMs);
    this.#journal.begin();
    for (const command of unsaid) this.#journal.commanded(command);
  }

  /** Goes on from there. What was not answered is asked again when the pipe is connected. */
  begin(): void {
    const isFirst = this.#disk.seq === 0;
    const isKept = this.mark(isFirst ? "started" : "restarted");
    if (!isFirst) this.end.outOfReach();
    const { planAsked } = this.#journal;
    if (isKept && planAsked !== null) this.#management.askAgain(planAsked);
    this.resume();
  }

  /** Looks at this instant whether there is anything to do. */
  resume(): void {
    this.#management.resume();
  }

  /** All that presystems want, as far as is known. */
  requests(): RequestsSnapshot {
    return this.belief().requests;
  }

  /** What the controller believes; plain JSON. */
  belief(): ControllerSnapshot {
    return this.#management.snapshot().controller;
  }

  /** What is believed at an instant before which nothing is due. */
  viewAt(atMs: number): ControlView {
    return this.#management.view(atMs);
  }

  /** The same, for a forecast. */
  beliefAt(atMs: number): Belief {
    return beliefOf({ view: () => this.viewAt(atMs), snapshot: () => this.belief() }, atMs);
  }

  /** The controller hears at this very instant what somebody outside wants. */
  order(order: FromOutside): void {
    this.#management.order(order);
  }

  /** Has the controller hear at once what waits for it; whether all of that is kept for good. */
  settle(): boolean {
    this.#management.settle();
    return !this.isWaiting && !this.#journal.isFull;
  }

  /** Between two instants: keeps the state, where it is time to. */
  instantSettled(): void {
    if (this.#disk.isSnapshotDue) this.saveSnapshot();
  }

  /** Keeps the state between two instants, where there is room for it. */
  saveSnapshot(): void {
    if (!this.#journal.commit()) return;
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
    return {
      atMs: this.#engine.nowMs,
      management: this.#management.snapshot(),
      end: this.end.snapshot(),
      planAsked: this.#journal.planAsked,
    };
  }

  /** Hears nothing more and asks nothing more, as if its process were over. */
  stop(): void {
    this.#management.end();
  }

  #hearAgain(heard: Observation): Command[] {
    const asked: Command[] = [];
    if (!isFromOutside(heard, this.#isPresystemElsewhere)) this.end.recallHeard(heard);
    if (heard.kind === "planReady") this.#journal.planAsked = null;
    this.#management.recall(heard, (command) => asked.push(command));
    for (const command of asked) {
      if (command.kind === "requestPlan") this.#journal.planAsked = command;
      else this.end.recallAsked(command);
    }
    return asked;
  }
}

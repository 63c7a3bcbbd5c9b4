import type { Controller } from "../control/index.ts";
import { type Device, type Engine, phase } from "../engine/index.ts";
import {
  type Command,
  type Observation,
  observation,
  type PlannerPort,
  type PointId,
  type StationPort,
} from "../messages/index.ts";

/** A controller that decides more often in one instant goes round in circles. */
const ROUNDS_PER_INSTANT = 100_000;
/** What could not be kept is tried again after so long. */
const RETRY_MS = 1000;

/** Who does what the controller asks. */
interface Doers {
  readonly ports: ReadonlyMap<PointId, Pick<StationPort, "send">>;
  /** null: nobody plans. */
  readonly planner: Pick<PlannerPort, "send"> | null;
}

/** Keeps what the controller hears and asks, in that order. */
export interface ControlJournal {
  observed(observation: Observation): void;
  commanded(command: Command): void;
  /**
   * Whether all of it is kept for good; only then do commands go out. While it cannot be, nothing
   * more is heard or asked, and stations fall back when their limits end.
   */
  commit(): boolean;
}

/** Plain JSON. */
export interface ControlLoopSnapshot {
  readonly inbox: readonly Observation[];
  /** What waits until it is kept. */
  readonly outbox: readonly Command[];
}

/** Carries observations to the controller and its commands to the ports, and tells it the time. */
export class ControlLoop implements Device {
  readonly #engine: Engine;
  readonly #controller: Controller;
  readonly #doers: Doers;
  readonly #journal: ControlJournal | null;
  readonly #slot: number;
  /** Both are reused: only the first few are waiting. */
  #inbox: Observation[] = [];
  #waiting = 0;
  #outbox: Command[] = [];
  #unasked = 0;
  #firing = false;
  #hasEnded = false;

  constructor(
    engine: Engine,
    controller: Controller,
    doers: Doers,
    journal: ControlJournal | null,
  ) {
    this.#engine = engine;
    this.#controller = controller;
    this.#doers = doers;
    this.#journal = journal;
    this.#slot = engine.adopt(this, 1);
  }

  /** Takes an observation; the controller hears it when the instant's world is done. */
  readonly hear = (heard: Observation): void => {
    if (this.#hasEnded) return;
    this.#inbox[this.#waiting++] = heard;
    if (this.#waiting === 1 && !this.#firing) this.#wake(this.#engine.nowMs);
  };

  fire(): void {
    const nowMs = this.#engine.nowMs;
    const controller = this.#controller;
    this.#firing = true;
    // Answers that come at once are dealt with at once.
    let isKept = this.#sendOut();
    for (let round = 0; isKept && (this.#waiting > 0 || controller.wakeAtMs <= nowMs); round++) {
      if (round > ROUNDS_PER_INSTANT) throw new Error("the controller never comes to rest");
      if (this.#waiting > 0) this.#takeIn();
      else this.#tell(observation({ kind: "tick", atMs: nowMs, knownAtMs: nowMs }));
      const isAsking = this.#unasked > 0;
      isKept = this.#sendOut();
      // Who takes a while to answer is heard before the next tick, if it is of this very instant.
      if (isAsking && this.#waiting === 0) break;
    }
    isKept &&= this.#journal?.commit() ?? true;
    this.#firing = false;
    const wakeAtMs = isKept ? controller.wakeAtMs : nowMs + RETRY_MS;
    if (wakeAtMs < Infinity) this.#wake(wakeAtMs);
  }

  /** Has the controller hear what waits for it, without waiting for the instant's world to be done. */
  settle(): void {
    if (this.#waiting > 0 && !this.#firing) this.fire();
  }

  /** How much was said that the controller has not heard yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Goes on after a restart: the time that the controller wanted to be told may be past. */
  resume(): void {
    const isDue = this.#waiting + this.#unasked > 0;
    const wakeAtMs = isDue ? this.#engine.nowMs : this.#controller.wakeAtMs;
    if (wakeAtMs < Infinity) this.#wake(wakeAtMs);
  }

  /** Hears nothing more and asks nothing more. */
  end(): void {
    this.#engine.cancel(this.#slot);
    this.#hasEnded = true;
  }

  snapshot(): ControlLoopSnapshot {
    return {
      inbox: this.#inbox.slice(0, this.#waiting),
      outbox: this.#outbox.slice(0, this.#unasked),
    };
  }

  restore(saved: ControlLoopSnapshot): void {
    this.#inbox = [...saved.inbox];
    this.#waiting = saved.inbox.length;
    this.#outbox = [...saved.outbox];
    this.#unasked = saved.outbox.length;
  }

  #takeIn(): void {
    for (let i = 0; i < this.#waiting; i++) this.#tell(this.#inbox[i]!);
    this.#waiting = 0;
  }

  #tell(heard: Observation): void {
    this.#journal?.observed(heard);
    this.#controller.step(heard, this.#note);
  }

  readonly #note = (command: Command): void => {
    this.#journal?.commanded(command);
    this.#outbox[this.#unasked++] = command;
  };

  /** Asks nothing of anybody that would be forgotten if the process ended right now; whether it could ask. */
  #sendOut(): boolean {
    if (this.#unasked === 0) return true;
    if (this.#journal?.commit() === false) return false;
    for (let i = 0; i < this.#unasked; i++) this.ask(this.#outbox[i]!);
    this.#unasked = 0;
    return true;
  }

  /** Gives a command to whoever does it. */
  ask(command: Command): void {
    const { ports, planner } = this.#doers;
    if (command.kind === "setLimit" || command.kind === "precondition") {
      ports.get(command.pointId)?.send(command);
    } else if (command.kind === "requestPlan") planner?.send(command);
    else throw new Error(`no port does ${command.kind}`);
  }

  #wake(atMs: number): void {
    this.#engine.schedule(this.#slot, atMs, phase.control);
  }
}

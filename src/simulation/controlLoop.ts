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

/** Plain JSON. */
export interface ControlLoopSnapshot {
  readonly inbox: readonly Observation[];
}

/** Carries observations to the controller and its commands to the ports, and tells it the time. */
export class ControlLoop implements Device {
  readonly #engine: Engine;
  readonly #controller: Controller;
  readonly #ports: ReadonlyMap<PointId, Pick<StationPort, "send">>;
  /** null: nobody plans. */
  readonly #planner: Pick<PlannerPort, "send"> | null;
  readonly #slot: number;
  /** Reused: only the first few are waiting. */
  #inbox: Observation[] = [];
  #waiting = 0;
  #firing = false;

  constructor(
    engine: Engine,
    controller: Controller,
    ports: ReadonlyMap<PointId, Pick<StationPort, "send">>,
    planner: Pick<PlannerPort, "send"> | null,
  ) {
    this.#engine = engine;
    this.#controller = controller;
    this.#ports = ports;
    this.#planner = planner;
    this.#slot = engine.adopt(this, 1);
  }

  /** Takes an observation; the controller hears it when the instant's world is done. */
  readonly hear = (heard: Observation): void => {
    this.#inbox[this.#waiting++] = heard;
    if (this.#waiting === 1 && !this.#firing) this.#wake(this.#engine.nowMs);
  };

  fire(): void {
    const nowMs = this.#engine.nowMs;
    const controller = this.#controller;
    this.#firing = true;
    // Answers that come at once are dealt with at once.
    for (let round = 0; this.#waiting > 0 || controller.wakeAtMs <= nowMs; round++) {
      if (round > ROUNDS_PER_INSTANT) throw new Error("the controller never comes to rest");
      for (let i = 0; i < this.#waiting; i++) {
        controller.step(this.#inbox[i]!, this.#do);
      }
      this.#waiting = 0;
      if (controller.wakeAtMs > nowMs) continue;
      controller.step(observation({ kind: "tick", atMs: nowMs, knownAtMs: nowMs }), this.#do);
    }
    this.#firing = false;
    const { wakeAtMs } = controller;
    if (wakeAtMs < Infinity) this.#wake(wakeAtMs);
  }

  snapshot(): ControlLoopSnapshot {
    return { inbox: this.#inbox.slice(0, this.#waiting) };
  }

  restore(saved: ControlLoopSnapshot): void {
    this.#inbox = [...saved.inbox];
    this.#waiting = saved.inbox.length;
  }

  readonly #do = (command: Command): void => {
    if (command.kind === "setLimit") this.#ports.get(command.pointId)?.send(command);
    else if (command.kind === "requestPlan") this.#planner?.send(command);
    else throw new Error(`no port does ${command.kind}`);
  };

  #wake(atMs: number): void {
    this.#engine.schedule(this.#slot, atMs, phase.control);
  }
}

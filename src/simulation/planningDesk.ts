import type { Engine } from "../engine/index.ts";
import {
  type ChargingPlan,
  observation,
  type PlannerPort,
  type PlanningProblem,
  type RequestPlan,
} from "../messages/index.ts";

type Solve = (problem: PlanningProblem) => ChargingPlan;

/** A planner that needs no time: it answers every problem at once. */
export class PlanningDesk implements PlannerPort {
  readonly #engine: Engine;
  readonly #solve: Solve;
  #hear: Parameters<PlannerPort["listen"]>[0] = () => {};

  constructor(engine: Engine, solve: Solve) {
    this.#engine = engine;
    this.#solve = solve;
  }

  listen(hear: Parameters<PlannerPort["listen"]>[0]): void {
    this.#hear = hear;
  }

  send({ commandId, problem }: RequestPlan): void {
    const plan = this.#solve(problem);
    const { nowMs } = this.#engine;
    const when = { atMs: nowMs, knownAtMs: nowMs };
    this.#hear(observation({ kind: "planReady", ...when, commandId, plan }));
  }
}

import type { ChargingPlan, PlannedCharging, PlanningProblem } from "../messages/index.ts";
import { PlannedPath } from "./plannedPath.ts";

/** A plan that is being carried out, and the problem it solves. Time only moves on. */
export class PlanInForce {
  readonly problem: PlanningProblem;
  readonly plan: ChargingPlan;
  readonly #paths = new Map<string, PlannedPath>();
  readonly #stepsMs: readonly number[];
  #next = 0;

  /** @param lastLookMs so long before its end every session is looked at once more */
  constructor(problem: PlanningProblem, plan: ChargingPlan, lastLookMs: number) {
    this.problem = problem;
    this.plan = plan;
    const planned = new Map(plan.sessions.map((session) => [session.id, session]));
    for (const session of problem.sessions) {
      const charging = planned.get(session.id);
      if (charging !== undefined) {
        this.#paths.set(session.id, new PlannedPath(session, charging));
      }
    }
    const steps = new Set(
      [...this.#paths.values()].flatMap(({ stepsMs, session }) => [
        ...stepsMs,
        session.toMs - lastLookMs,
      ]),
    );
    this.#stepsMs = [...steps].toSorted((a, b) => a - b);
  }

  /** How a session is to go; undefined: the plan does not know it, or ends before now. */
  pathOf(id: string, nowMs: number): PlannedPath | undefined {
    const path = this.#paths.get(id);
    return path === undefined || nowMs >= path.session.toMs ? undefined : path;
  }

  /** What the plan says of a session as a whole; undefined: it does not know it, or ends before now. */
  chargingOf(id: string, nowMs: number): PlannedCharging | undefined {
    if (this.pathOf(id, nowMs) === undefined) return undefined;
    return this.plan.sessions.find((session) => session.id === id);
  }

  /** When planned power next changes for anybody; Infinity: never. */
  nextStepMs(nowMs: number): number {
    while ((this.#stepsMs[this.#next] ?? Infinity) <= nowMs) this.#next++;
    return this.#stepsMs[this.#next] ?? Infinity;
  }
}

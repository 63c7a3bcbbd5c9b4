import type { ChargingPlan, PlannedCharging, PlanningProblem } from "../messages/index.ts";
import { PlannedPath } from "./plannedPath.ts";

/** A plan that is being carried out, and the problem it solves. Time only moves on. */
export class PlanInForce {
  readonly problem: PlanningProblem;
  readonly plan: ChargingPlan;
  readonly #paths = new Map<string, PlannedPath>();
  readonly #lastLookMs: number;

  /** @param lastLookMs so long before its end every session is looked at once more */
  constructor(problem: PlanningProblem, plan: ChargingPlan, lastLookMs: number) {
    this.problem = problem;
    this.plan = plan;
    this.#lastLookMs = lastLookMs;
    const planned = new Map(plan.sessions.map((session) => [session.id, session]));
    for (const session of problem.sessions) {
      const charging = planned.get(session.id);
      if (charging !== undefined) {
        this.#paths.set(session.id, new PlannedPath(session, charging));
      }
    }
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

  /** When planned power next changes for anybody, or it is time for a last look; Infinity: never. */
  nextStepMs(nowMs: number): number {
    let nextMs = Infinity;
    for (const path of this.#paths.values()) {
      const lookMs = path.session.toMs - this.#lastLookMs;
      nextMs = Math.min(nextMs, path.nextStepMs(nowMs), lookMs > nowMs ? lookMs : Infinity);
    }
    return nextMs;
  }
}

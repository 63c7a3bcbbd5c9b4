import type { ChargingPlan, PlanningProblem } from "../messages/index.ts";

/**
 * Solves a problem: same problem, same plan, byte for byte.
 * @param hash of the problem, if it is known
 */
export type Planner = (problem: PlanningProblem, hash?: string) => ChargingPlan;

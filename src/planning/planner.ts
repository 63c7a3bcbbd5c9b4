import type { ChargingPlan, PlanningProblem } from "../messages/index.ts";

/** Solves a problem: same problem, same plan, byte for byte. */
export type Planner = (problem: PlanningProblem) => ChargingPlan;

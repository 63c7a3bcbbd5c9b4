import type { ChargingPlan, PlanningProblem } from "../messages/index.ts";
import { highs } from "./solver/highs.ts";
import { planByProgram } from "./solver/planByProgram.ts";

/** Solves a planning problem. */
export async function planCharging(problem: PlanningProblem): Promise<ChargingPlan> {
  return planByProgram(problem, highs);
}

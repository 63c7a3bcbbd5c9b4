import type { ChargingPlan, PlanningProblem } from "../../messages/index.ts";
import { energyProgramOf } from "./energyProgram.ts";
import { marginalOf } from "./marginalOf.ts";
import { planOf } from "./planOf.ts";
import { solveInStages } from "./solveInStages.ts";
import type { Solver } from "./solver.ts";

/**
 * Plans by linear programs, one after the other on the same model. What is not linear
 * is relaxed and named: then powers are those of the relaxed problem, and `lowerBoundKw`
 * is a bound that no linear program proves to be within reach. Why a bus is short is told by the place
 * that is full most of the time; how much more would do is not worked out (`moreKw` is null).
 *
 * @throws TooLarge, and NoOptimum where the solver fails
 */
export async function planByProgram(
  problem: PlanningProblem,
  solver: Solver,
): Promise<ChargingPlan> {
  const energy = energyProgramOf(problem);
  return solver.withProgram(energy.program, (held) => {
    const { best, smallestPeakKw } = solveInStages(problem, energy, held);
    const { energyEur, unmetKwh, ...plan } = planOf(problem, energy, best.columns);
    return {
      schemaVersion: 1,
      solver: solver.name,
      peakKw: best.columns[energy.peak]!,
      lowerBoundKw: smallestPeakKw,
      kind: plan.relaxed.length === 0 ? "exact" : "relaxed",
      relaxed: plan.relaxed,
      energyEur,
      unmetKwh,
      marginal: marginalOf(problem, energy, held, best),
      sessions: plan.sessions,
    };
  });
}

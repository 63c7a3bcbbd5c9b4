import type { PlanningProblem } from "../../src/messages/index.ts";
import { type LeastPeak, leastPeak, leastPeakFor } from "./leastPeak.ts";
import { type SlotPower, slotProgramOf } from "./slotProgram.ts";

/**
 * The least unmet energy and then the smallest peak where buses taper, by linear programs over
 * slots. Minimum powers and modules are left out.
 */
export async function taperProgram(problem: PlanningProblem, power: SlotPower): Promise<LeastPeak> {
  return leastPeak(slotProgramOf(problem, power));
}

/** The smallest peak that leaves no bus more short than this; null where that cannot be. */
export async function taperProgramFor(
  problem: PlanningProblem,
  power: SlotPower,
  allowedKwh: readonly number[],
): Promise<LeastPeak | null> {
  return leastPeakFor(slotProgramOf(problem, power), allowedKwh);
}

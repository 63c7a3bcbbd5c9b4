import type { ChargingPlan, PlanningProblem } from "../../messages/index.ts";
import {
  explained,
  highs,
  javascriptLpSolver,
  planByProgram,
  planCharging,
  problemHash,
  TooLarge,
} from "../../planning/index.ts";
import { planSummary } from "../../report/index.ts";
import { readPlanningProblem } from "../../scenario/index.ts";
import { checkFile } from "../checkFile.ts";
import { exitCodes } from "../exitCodes.ts";
import type { PlanArguments } from "../options.ts";
import type { Surroundings } from "../surroundings.ts";
import { UsageProblem } from "../tellFailure.ts";

/** Solves a planning problem and tells what came of it. */
export async function plan(args: PlanArguments, around: Surroundings): Promise<number> {
  const problem = await readPlanningProblem(around.files, args.file);
  if (args.out !== undefined) await checkFile(around, "out", args.out);
  const solved = await solve(problem, args.solver);
  const named = { problemHash: problemHash(problem), ...solved };
  const json = `${JSON.stringify(named, null, 2)}\n`;
  if (args.out !== undefined) await around.store.write(args.out, json);
  if (args.json) around.stdout(json);
  around.stderr(planSummary(problem, solved, named.problemHash));
  return solved.unmetKwh > 0 ? exitCodes.infeasible : exitCodes.ok;
}

/** @throws UsageProblem when the problem is too large for the solver that was asked for */
async function solve(
  problem: PlanningProblem,
  solver: PlanArguments["solver"],
): Promise<ChargingPlan> {
  if (solver === "exact") return explained(problem, planCharging(problem));
  if (solver === "highs") return planByProgram(problem, highs);
  try {
    return await planByProgram(problem, javascriptLpSolver);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    throw new UsageProblem(`--solver: ${error.message}; take exact or highs`);
  }
}

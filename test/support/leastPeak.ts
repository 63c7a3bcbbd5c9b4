import { NoOptimum } from "../../src/planning/solver/solver.ts";
import { solveMixed } from "./mixedProgram.ts";
import type { SlotProgram } from "./slotProgram.ts";

/** Solvers round: a need is met that is missed by this [kWh, all together]. */
const TOLERANCE_KWH = 1e-6;

/** More than a solver is wrong by, and nothing over the shortest slot. */
const ROUNDING_KWH = 1e-8;

/** What a program finds. */
export interface LeastPeak {
  /** Short of what buses must leave with, in all: as little as can be [kWh]. */
  readonly unmetKwh: number;
  /** At that, the smallest peak that was found [kW]. */
  readonly peakKw: number;
  /** And what is proven: no peak is smaller [kW]. Equal to it but where columns are whole. */
  readonly provenKw: number;
  /** The powers of that, in the order of the program's cells [kW, outlet side]. */
  readonly cellsKw: readonly number[];
}

/** All energy that can be delivered, then the smallest peak. @throws NoOptimum */
export async function leastPeak(slots: SlotProgram): Promise<LeastPeak> {
  const { program, unmet } = slots;
  program.costs.fill(0);
  for (const column of unmet) program.costs[column] = 1;
  const { cost } = await solveMixed(program);
  const unmetKwh = cost < TOLERANCE_KWH ? 0 : cost;
  program.row({
    lower: 0,
    upper: unmetKwh + TOLERANCE_KWH / 10,
    columns: unmet,
    values: unmet.map(() => 1),
  });
  return { unmetKwh, ...(await smallestPeak(slots)) };
}

/**
 * The smallest peak that leaves no bus more short than this.
 *
 * @param allowedKwh of every session
 * @returns null where that cannot be
 * @throws NoOptimum
 */
export async function leastPeakFor(
  slots: SlotProgram,
  allowedKwh: readonly number[],
): Promise<LeastPeak | null> {
  const { program, unmet } = slots;
  for (const [i, column] of unmet.entries()) {
    program.uppers[column] = Math.min(program.uppers[column]!, allowedKwh[i]! + ROUNDING_KWH);
  }
  try {
    const found = await smallestPeak(slots);
    return { unmetKwh: allowedKwh.reduce((sum, kwh) => sum + kwh, 0), ...found };
  } catch (error) {
    if (error instanceof NoOptimum && /infeasible$/i.test(error.message)) return null;
    throw error;
  }
}

async function smallestPeak({
  program,
  cells,
  peak,
}: SlotProgram): Promise<Omit<LeastPeak, "unmetKwh">> {
  program.costs.fill(0);
  program.costs[peak] = 1;
  const found = await solveMixed(program);
  return {
    peakKw: found.cost,
    provenKw: found.bound,
    cellsKw: cells.map(({ column }) => found.columns[column]!),
  };
}

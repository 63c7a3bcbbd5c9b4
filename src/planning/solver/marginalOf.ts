import type { MarginalValues, PlanningProblem } from "../../messages/index.ts";
import type { EnergyProgram } from "./energyProgram.ts";
import { runningCosts } from "./solveInStages.ts";
import { type HeldProgram, NoOptimum, type Optimum } from "./solver.ts";

/** A step small enough not to pass a bend, large enough for a solver's rounding [kW]. */
const STEP_KW = 0.01;
/** Less energy than this for one more kW is rounding [kWh]. */
const NOTHING_KWH = 1e-6;

/**
 * What a little more and a little less peak would be worth, per kW, and one whole kW more at a
 * node, found by trying. Less peak than the energy needs costs Infinity (null in JSON). Takes the
 * last plan's energy as fixed, then frees it.
 */
export function marginalOf(
  problem: PlanningProblem,
  energy: EnergyProgram,
  held: HeldProgram,
  best: Optimum,
): MarginalValues {
  return {
    peakEurPerKw: problem.eurPerKwh === null ? null : peakSlopes(problem, energy, held, best),
    nodes: isAllDelivered(energy, best) ? [] : kwhPerKw(problem, energy, held),
  };
}

function peakSlopes(
  problem: PlanningProblem,
  energy: EnergyProgram,
  held: HeldProgram,
  best: Optimum,
): [saved: number, lost: number] {
  held.price(runningCosts(problem, energy));
  const eurAt = (peakKw: number): number => {
    held.boundColumn(energy.peak, 0, peakKw);
    try {
      return held.optimum().cost;
    } catch (error) {
      if (error instanceof NoOptimum) return Infinity;
      throw error;
    }
  };
  const peakKw = best.columns[energy.peak]!;
  const [less, here, more] = [peakKw - STEP_KW, peakKw, peakKw + STEP_KW].map(eurAt);
  return [(here! - more!) / STEP_KW, (less! - here!) / STEP_KW];
}

function isAllDelivered({ sessions }: EnergyProgram, { columns }: Optimum): boolean {
  return sessions.every(
    ({ demand, least, desired }) =>
      columns[least]! >= demand.leastKwh && columns[desired]! >= demand.desiredKwh,
  );
}

function kwhPerKw(
  { nodes }: PlanningProblem,
  { program, sessions, limits, peak }: EnergyProgram,
  held: HeldProgram,
): { id: string; kwhPerKw: number }[] {
  const costs = program.costs.map(() => 0);
  for (const { demand, least, desired } of sessions) {
    held.boundColumn(least, 0, demand.leastKwh);
    held.boundColumn(desired, 0, demand.desiredKwh);
    costs[least] = -1;
    costs[desired] = -1;
  }
  held.boundColumn(peak, 0, Infinity);
  held.price(costs);
  const hereKwh = -held.optimum().cost;
  return nodes.flatMap(({ id }, place) => {
    const rows = limits.filter((limit) => limit.place === place);
    const raise = (byKw: number): void => {
      for (const { row, freeKw } of rows) {
        held.boundRow(row, -Infinity, Math.max(0, freeKw + byKw));
      }
    };
    raise(1);
    const moreKwh = -held.optimum().cost - hereKwh;
    raise(0);
    return moreKwh > NOTHING_KWH ? [{ id, kwhPerKw: moreKwh }] : [];
  });
}

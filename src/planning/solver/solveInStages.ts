import type { PlanningProblem } from "../../messages/index.ts";
import type { EnergyProgram } from "./energyProgram.ts";
import { serviceOrder } from "../serviceOrder.ts";
import { valueAt } from "./slotsOf.ts";
import { type HeldProgram, NoOptimum, type Optimum } from "./solver.ts";

const HOUR_MS = 3_600_000;

/** What the stages came to. */
export interface Stages {
  readonly smallestPeakKw: number;
  readonly best: Optimum;
}

/** All energy that can be delivered, its smallest peak, its lowest cost at that or the best peak. */
export function solveInStages(
  problem: PlanningProblem,
  energy: EnergyProgram,
  held: HeldProgram,
): Stages {
  const smallestPeakKw = smallestPeak(problem, energy, held).columns[energy.peak]!;
  const costs = runningCosts(problem, energy);
  if (isWeighted(problem)) costs[energy.peak] = problem.peakEurPerKw;
  else held.boundColumn(energy.peak, problem.paidPeakKw, smallestPeakKw);
  held.price(costs);
  return { smallestPeakKw, best: held.optimum() };
}

/** Whether a peak and energy are weighed against each other. */
function isWeighted(
  problem: PlanningProblem,
): problem is PlanningProblem & { readonly peakEurPerKw: number } {
  return problem.peakEurPerKw !== null && problem.eurPerKwh !== null;
}

/** The smallest peak with all energy that can be delivered; that energy is fixed from then on. */
function smallestPeak(problem: PlanningProblem, energy: EnergyProgram, held: HeldProgram): Optimum {
  const { program, sessions, peak } = energy;
  const costs = program.costs.map((_, c) => (c === peak ? 1 : 0));
  for (const { demand, least, desired } of sessions) {
    held.boundColumn(least, demand.leastKwh, demand.leastKwh);
    held.boundColumn(desired, demand.desiredKwh, demand.desiredKwh);
  }
  held.price(costs);
  // Mostly everybody can be served: what cannot be is only looked for when need be.
  try {
    return held.optimum();
  } catch (error) {
    if (!(error instanceof NoOptimum)) throw error;
  }
  fixDelivered(energy, held, delivered(problem, energy, held));
  held.price(costs);
  return held.optimum();
}

/**
 * What everybody gets when one after the other takes all that those before leave.
 * In a tree of limits that is where any falling weights lead, in one program.
 */
function delivered(problem: PlanningProblem, energy: EnergyProgram, held: HeldProgram): Optimum {
  const { program, sessions } = energy;
  const costs = program.costs.map(() => 0);
  const order = serviceOrder(problem.sessions);
  for (const { demand, least, desired } of sessions) {
    held.boundColumn(least, 0, demand.leastKwh);
    held.boundColumn(desired, 0, demand.desiredKwh);
  }
  for (const [rank, i] of order.entries()) {
    costs[sessions[i]!.least] = rank - 2 * order.length;
    costs[sessions[i]!.desired] = rank - order.length;
  }
  held.price(costs);
  return held.optimum();
}

function fixDelivered({ sessions }: EnergyProgram, held: HeldProgram, found: Optimum): void {
  for (const { demand, least, desired } of sessions) {
    const leastKwh = Math.min(Math.max(0, found.columns[least]!), demand.leastKwh);
    const desiredKwh = Math.min(Math.max(0, found.columns[desired]!), demand.desiredKwh);
    held.boundColumn(least, leastKwh, leastKwh);
    held.boundColumn(desired, desiredKwh, desiredKwh);
  }
}

/** What power costs in each slot; where energy has no price, the later the more. */
export function runningCosts(
  { fromMs, eurPerKwh }: PlanningProblem,
  { program, slots, sessions }: EnergyProgram,
): number[] {
  const costs = program.costs.map(() => 0);
  const perKwh = slots.map((slot) =>
    eurPerKwh === null
      ? ((slot.fromMs + slot.toMs) / 2 - fromMs) / HOUR_MS
      : valueAt(eurPerKwh, slot.fromMs),
  );
  for (const { cells } of sessions) {
    for (const { slot, column, hours } of cells) costs[column] = perKwh[slot]! * hours;
  }
  return costs;
}

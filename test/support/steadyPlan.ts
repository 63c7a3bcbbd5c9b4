import type { ChargingPlan, PlannedCharging, PlanningProblem } from "../../src/messages/index.ts";
import { baseLoadsKw, planSlots } from "./planTime.ts";
import type { SlotCell } from "./slotProgram.ts";

/** Less than this is what solvers leave of nothing [kW]. */
const NOTHING_KW = 1e-7;

/** The plan of constant powers that a program of slots has found. It proves nothing. */
export function steadyPlan(
  problem: PlanningProblem,
  cells: readonly SlotCell[],
  cellsKw: readonly number[],
): ChargingPlan {
  const slots = planSlots(problem);
  const totalKw = slots.map(({ fromMs }) => baseLoadsKw(problem.nodes, fromMs)[0]!);
  const sessions = problem.sessions.map((session, i): PlannedCharging => {
    const { id, storedKwh, leastKwh, loss } = session;
    const powerKw: [number, number][] = [];
    let [kwh, leastAtMs] = [storedKwh, storedKwh >= leastKwh ? session.fromMs : null];
    for (const [c, { slot, session: own }] of cells.entries()) {
      if (own !== i) continue;
      const { fromMs, toMs, hours } = slots[slot]!;
      const kw = cellsKw[c]! < NOTHING_KW ? 0 : cellsKw[c]!;
      powerKw.push([fromMs, kw * loss.perKw], [toMs, 0]);
      totalKw[slot]! += kw * loss.perKw;
      kwh += kw * hours;
      if (kwh >= leastKwh - NOTHING_KW) leastAtMs ??= toMs;
    }
    // The end of a slot is the beginning of the next.
    const steps = powerKw.filter(([atMs], k) => powerKw[k + 1]?.[0] !== atMs);
    const unmetKwh = Math.max(0, leastKwh - kwh);
    return {
      id,
      powerKw: steps,
      leavesWithKwh: kwh,
      leastAtMs,
      desiredAtMs: leastAtMs,
      unmetKwh,
      shortfall: null,
    };
  });
  return {
    schemaVersion: 1,
    solver: "slots of constant power",
    peakKw: Math.max(problem.paidPeakKw, ...totalKw),
    lowerBoundKw: 0,
    kind: "withinGap",
    relaxed: [],
    energyEur: null,
    unmetKwh: sessions.reduce((sum, one) => sum + one.unmetKwh, 0),
    marginal: { peakEurPerKw: null, nodes: [] },
    sessions,
  };
}

import type { ChargingPlan, PlanningProblem } from "../messages/index.ts";
import { energyPlan, flowCharging, problemNetwork } from "./exact/index.ts";
import { problemHash } from "./problemHash.ts";

/**
 * Solves a planning problem: all that can be delivered, then the smallest peak for it,
 * then the lowest cost at that peak or the earliest charging.
 *
 * @param hash of the problem, if it is known
 */
export function planCharging(problem: PlanningProblem, hash = problemHash(problem)): ChargingPlan {
  const network = problemNetwork(problem);
  const { flow, peakKw, smallestPeakKw, peakEurPerKw } = energyPlan(network);
  const sessions = problem.sessions.map((_, i) => flowCharging(network, flow, i));
  return {
    schemaVersion: 1,
    problemHash: hash,
    solver: "exact",
    peakKw,
    lowerBoundKw: smallestPeakKw,
    kind: network.relaxed.length === 0 ? "exact" : "withinGap",
    relaxed: network.relaxed,
    energyEur: energyEur(network, flow),
    unmetKwh: sessions.reduce((sum, { unmetKwh }) => sum + unmetKwh, 0),
    marginal: { peakEurPerKw, nodes: [] },
    sessions,
  };
}

/** What all planned energy costs, what is reserved counted as if it all flowed [EUR]. */
function energyEur(
  { problem, net, eurPerKwh }: ReturnType<typeof problemNetwork>,
  flow: ReturnType<typeof energyPlan>["flow"],
): number | null {
  if (eurPerKwh === null) return null;
  let eur = 0;
  for (const [i, { reservedKw }] of problem.sessions.entries()) {
    for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
      const k = net.interval[cell]!;
      eur += eurPerKwh[k]! * (flow.cellKwh(cell) + reservedKw * net.hours[k]!);
    }
  }
  return eur;
}

import type { ChargingPlan, PlannedCharging, PlanningProblem } from "../messages/index.ts";
import { energyPlan, flowCharging, type ProblemNetwork, problemNetwork } from "./exact/index.ts";
import { fittedPlan, followedCharging } from "./fitted/index.ts";

/** Curves and least powers are followed in steps no longer than this. */
const FITTED_SLOT_MS = 900_000;

/** What both ways of planning come to. */
type Solved = Pick<
  ChargingPlan,
  "energyEur" | "kind" | "lowerBoundKw" | "marginal" | "peakKw" | "sessions"
>;

/**
 * Solves a planning problem: all that can be delivered, then the smallest peak for it,
 * then the lowest cost at that peak or the earliest charging; or peak and energy weighed
 * against each other where both have a price. Where the problem is a flow of energy the
 * plan is exact; where it is not, the gap to the flow is certain. It gives no reasons: that takes
 * many plans, and is up to `explained`.
 */
export function planCharging(problem: PlanningProblem): ChargingPlan {
  const network = problemNetwork(problem);
  const { relaxed } = network;
  const solved = relaxed.length === 0 ? exact(network) : withinGap(cut(problem, network));
  return {
    schemaVersion: 1,
    solver: "exact",
    relaxed,
    unmetKwh: solved.sessions.reduce((sum, { unmetKwh }) => sum + unmetKwh, 0),
    ...solved,
  };
}

function exact(network: ProblemNetwork): Solved {
  const { flow, peakKw, smallestPeakKw, peakEurPerKw } = energyPlan(network);
  return {
    peakKw,
    lowerBoundKw: smallestPeakKw,
    kind: "exact",
    energyEur: energyEur(network, (cell) => flow.cellKwh(cell)),
    marginal: { peakEurPerKw, nodes: [] },
    sessions: network.problem.sessions.map((_, i) => flowCharging(network, flow, i)),
  };
}

function withinGap(network: ProblemNetwork): Solved {
  const { followed, peakKw, lowerBoundKw, bound } = fittedPlan(network);
  const sessions = network.problem.sessions.map((_, i): PlannedCharging =>
    followedCharging(network, followed, i),
  );
  return {
    peakKw,
    lowerBoundKw,
    kind: "withinGap",
    energyEur: energyEur(network, (cell) => followed.gridKwh[cell]!),
    marginal: { peakEurPerKw: bound.peakEurPerKw, nodes: [] },
    sessions,
  };
}

/** Long intervals are cut: within one a limit holds for the whole of it. */
function cut(problem: PlanningProblem, network: ProblemNetwork): ProblemNetwork {
  return problem.slotMs === null ? problemNetwork({ ...problem, slotMs: FITTED_SLOT_MS }) : network;
}

/** What all energy costs, what is reserved counted as if it all flowed [EUR]. */
function energyEur(
  { problem, net, eurPerKwh }: ProblemNetwork,
  plannedKwh: (cell: number) => number,
): number | null {
  if (eurPerKwh === null) return null;
  let eur = 0;
  for (const [i, { reservedKw }] of problem.sessions.entries()) {
    for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
      const k = net.interval[cell]!;
      eur += eurPerKwh[k]! * (plannedKwh(cell) + reservedKw * net.hours[k]!);
    }
  }
  return eur;
}

import {
  cheapestFlow,
  EnergyFlow,
  type EnergyPlan,
  energyPlan,
  type ProblemNetwork,
} from "../exact/index.ts";
import { curveCaps, latestKwh } from "./curveCaps.ts";
import { cellsByInterval, type FollowedFlow, followFlow } from "./followFlow.ts";
import { PlannedCaps } from "./plannedCaps.ts";
import { SessionCurve } from "./sessionCurve.ts";

/** Rounds of planning anew with the caps that the last plan leads to. */
const ROUNDS = 16;
/**
 * Flows that are followed have a little more room than the bound: the best of 1 to 1.02 on seven
 * recorded days.
 */
const GUIDE_ROOM = 1.01;
/** Peaks that are tried, as multiples of the bound: near it they lie close together. */
const RAISES = [
  1, 1.001, 1.002, 1.004, 1.006, 1.008, 1.01, 1.013, 1.016, 1.02, 1.025, 1.03, 1.04, 1.05, 1.07,
  1.1, 1.15, 1.2, 1.3, 1.5, 2, 3, 5, 9,
];
/** Halvings between the last peak that does not do and the first that does. */
const HALVINGS = 6;
/** Peaks this near to each other are the same. */
const RELATIVE = 1e-6;
/** Missing less than this is rounding [kWh stored]. */
const TOLERANCE_KWH = 1e-6;

/** A plan that keeps to charge curves, least powers, modules and losses. */
export interface FittedPlan {
  readonly followed: FollowedFlow;
  /** The best flow that leaves them out. */
  readonly bound: EnergyPlan;
  readonly peakKw: number;
  /** No plan that delivers as much has a smaller peak [kW]. */
  readonly lowerBoundKw: number;
}

/** A followed plan, and what it fails to deliver of what the flow could [kWh stored]. */
interface Try {
  readonly followed: FollowedFlow;
  readonly missingKwh: number;
}

/**
 * Plans a flow of energy, and follows it if nobody need be short under its peak. If somebody would be, plans
 * round by round, each with the caps that charge curves leave for the mean of those before, and looks for the
 * smallest peak under which that mean can be followed. Whatever the search finds, the gap to the bound is certain.
 */
export function fittedPlan(network: ProblemNetwork): FittedPlan {
  const curves = network.problem.sessions.map((session) => new SessionCurve(session));
  const reachable = lateIfFree(withinReach(network, curves));
  const goalsKwh = heldWith(reachable, curves, energyPlan(reachable));
  const bound = energyPlan(curveCaps(reachable, curves, goalsKwh));
  const best = bestTry(reachable, curves, goalsKwh, bound);
  const { followed } = best;
  const peakKw = Math.max(followed.peakKw, network.problem.paidPeakKw);
  const boundKw =
    best.missingKwh === 0
      ? bound.smallestPeakKw
      : boundOfLessKw(reachable, curves, goalsKwh, followed);
  // A plan is its own witness: a bound above it is rounding.
  return { followed, bound, peakKw, lowerBoundKw: Math.min(boundKw, peakKw) };
}

/** The bound of a plan that delivers less than the flow does [kW]. */
function boundOfLessKw(
  network: ProblemNetwork,
  curves: readonly SessionCurve[],
  goalsKwh: Float64Array,
  { storedKwh }: FollowedFlow,
): number {
  const { net, demands, reservedKwh } = network;
  const heldKwh = goalsKwh.map((goalKwh, i) => Math.min(goalKwh, storedKwh[i]!));
  const needKwh = heldKwh.map((kwh, i) =>
    Math.max(0, (kwh - curves[i]!.firstKwh) * demands[i]!.gridPerStored - reservedKwh[i]!),
  );
  const less = { ...network, net: { ...net, needKwh } };
  return energyPlan(curveCaps(less, curves, heldKwh)).smallestPeakKw;
}

/** What each session holds in the end [kWh stored]. */
function heldWith(
  { demands, reservedKwh }: ProblemNetwork,
  curves: readonly SessionCurve[],
  { flow }: EnergyPlan,
): Float64Array {
  return Float64Array.from(
    curves,
    ({ firstKwh }, i) => firstKwh + (flow.metKwh(i) + reservedKwh[i]!) / demands[i]!.gridPerStored,
  );
}

/**
 * Where energy has no price it flows as late as it can: late charging leaves buses where
 * they take the most. Followed, it becomes early again.
 */
function lateIfFree(network: ProblemNetwork): ProblemNetwork {
  const order = network.eurPerKwh === null ? network.order.toReversed() : network.order;
  return { ...network, order };
}

/** Nobody is asked for more than full power from beginning to end would give. */
function withinReach(network: ProblemNetwork, curves: readonly SessionCurve[]): ProblemNetwork {
  const { net, demands, reservedKwh } = network;
  const needKwh = net.needKwh.map((kwh, i) => {
    let hours = 0;
    for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
      hours += net.hours[net.interval[cell]!]!;
    }
    const { firstKwh } = curves[i]!;
    const gainKwh = curves[i]!.storedAfter(Infinity, firstKwh, hours) - firstKwh;
    return Math.min(kwh, Math.max(0, gainKwh * demands[i]!.gridPerStored - reservedKwh[i]!));
  });
  return { ...network, net: { ...net, needKwh } };
}

/**
 * The mean of flows, each with the caps that the mean before it leads to: it comes to rest
 * (Krasnoselskii 1955; Mann 1953).
 *
 * @returns energy of each cell [kWh, grid side]
 */
function settled(
  network: ProblemNetwork,
  curves: readonly SessionCurve[],
  goalsKwh: Float64Array,
  bound: EnergyPlan,
): Float64Array {
  let meanKwh = bound.flow.cellsKwh;
  // Only charge curves make caps that depend on the plan.
  if (!network.relaxed.includes("taper")) return meanKwh;
  const caps = new PlannedCaps(network, curves, goalsKwh);
  const flow = new EnergyFlow(network.net);
  for (let round = 0; round < ROUNDS; round++) {
    flow.refit(caps.under(meanKwh));
    cheapestFlow(network, flow, bound.peakKw * GUIDE_ROOM);
    const weight = round === 0 ? 1 : 2 / (round + 3);
    meanKwh = meanKwh.map((kwh, cell) => kwh + weight * (flow.cellKwh(cell) - kwh));
  }
  return meanKwh;
}

/** The smallest peak found that leaves nobody short, or the least that is missing. */
function bestTry(
  network: ProblemNetwork,
  curves: readonly SessionCurve[],
  goalsKwh: Float64Array,
  bound: EnergyPlan,
): Try {
  const known = {
    latestKwh: latestKwh(network, curves, goalsKwh),
    cellsOf: cellsByInterval(network),
  };
  const following = (plannedKwh: Float64Array) => {
    const guide = { ...known, plannedKwh };
    return (peakKw: number): Try => {
      const followed = followFlow(network, curves, guide, peakKw);
      return { followed, missingKwh: missingKwh(goalsKwh, followed) };
    };
  };
  const straight = following(bound.flow.cellsKwh)(bound.peakKw);
  // No peak is smaller; where energy has a price there may still be a cheaper way.
  if (straight.missingKwh === 0 && network.eurPerKwh === null) return straight;
  const follow = following(settled(network, curves, goalsKwh, bound));
  return smallestRaise(bound.peakKw, highestKw(network), follow);
}

/** What falls short of the goals [kWh stored]. */
function missingKwh(goalsKwh: Float64Array, { storedKwh }: FollowedFlow): number {
  let missing = 0;
  for (const [i, goalKwh] of goalsKwh.entries()) {
    missing += Math.max(0, goalKwh - storedKwh[i]! - TOLERANCE_KWH);
  }
  return missing;
}

/** More than this the connection never lets through, base load included [kW]. */
function highestKw({ net }: ProblemNetwork): number {
  let highest = 0;
  for (const [k, hours] of net.hours.entries()) {
    highest = Math.max(highest, (net.nodeKwh[k]! + net.bucketBaseKwh[k]!) / hours);
  }
  return highest;
}

/** @param mostKw a higher peak changes nothing */
function smallestRaise(boundKw: number, mostKw: number, follow: (peakKw: number) => Try): Try {
  let best: Try | null = null;
  let [lowKw, highKw] = [boundKw, boundKw];
  for (const raise of RAISES) {
    lowKw = highKw;
    highKw = boundKw * raise;
    best = better(follow(highKw), best);
    if (best.missingKwh === 0 || highKw >= mostKw) break;
  }
  if (best!.missingKwh > 0) return best!;
  for (let n = 0; n < HALVINGS && highKw - lowKw > lowKw * RELATIVE; n++) {
    const middleKw = (lowKw + highKw) / 2;
    const next = follow(middleKw);
    if (next.missingKwh > 0) lowKw = middleKw;
    else highKw = Math.min(middleKw, next.followed.peakKw);
    best = better(next, best);
  }
  return best!;
}

function better(a: Try, b: Try | null): Try {
  if (b === null) return a;
  if (a.missingKwh !== b.missingKwh) return a.missingKwh < b.missingKwh ? a : b;
  return a.followed.peakKw <= b.followed.peakKw ? a : b;
}

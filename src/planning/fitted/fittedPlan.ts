import { cheapestFlow, energyPlan, type EnergyPlan, type ProblemNetwork } from "../exact/index.ts";
import { FillingSession } from "./fillingSession.ts";
import { type FollowedFlow, followFlow } from "./followFlow.ts";

/** Rounds of following and planning anew; each costs a plan. */
const ROUNDS = 16;
/** Halvings of the gap that is left after them. */
const HALVINGS = 8;
/** Where no round was enough, the peak is first raised by this share, then by twice that … */
const FIRST_RAISE = 1 / 1024;
const RAISES = 12;
/** Missing less than this is rounding [kWh stored]. */
const TOLERANCE_KWH = 1e-6;

/** A plan that keeps to charge curves, least powers, modules and losses. */
export interface FittedPlan {
  readonly followed: FollowedFlow;
  readonly peakKw: number;
  /** The smallest peak of the flow that leaves them out: no plan that delivers as much has less [kW]. */
  readonly lowerBoundKw: number;
  readonly bound: EnergyPlan;
}

/** A followed flow, and what it fails to deliver of what the flow could [kWh stored]. */
interface Try {
  readonly followed: FollowedFlow;
  readonly missingKwh: number;
}

/**
 * Plans the flow, follows it, and plans anew with the caps that the charge curve left on the
 * way, until what is followed delivers what the flow does; then looks for a smaller peak in
 * between. The gap to the flow without any of it is certain, whatever the search finds.
 */
export function fittedPlan(network: ProblemNetwork): FittedPlan {
  const reachable = withinReach(network);
  const bound = energyPlan(reachable);
  const goalsKwh = network.problem.sessions.map(
    ({ storedKwh }, i) =>
      storedKwh +
      (bound.flow.metKwh(i) + network.reservedKwh[i]!) / network.demands[i]!.gridPerStored,
  );
  const attempt = (fitted: ProblemNetwork, plan: EnergyPlan, peakKw: number): Try => {
    if (peakKw !== plan.peakKw) cheapestFlow(fitted, plan.flow, peakKw);
    const followed = followFlow(fitted, plan.flow, peakKw);
    const missingKwh: number = goalsKwh.reduce(
      (sum, goalKwh, i) => sum + Math.max(0, goalKwh - followed.storedKwh[i]! - TOLERANCE_KWH),
      0,
    );
    if (globalThis.TRACE)
      console.log(
        "try",
        plan.peakKw.toFixed(2),
        peakKw.toFixed(2),
        followed.peakKw.toFixed(2),
        missingKwh.toFixed(3),
      );
    return { followed, missingKwh };
  };
  let fitted = reachable;
  let plan = bound;
  let last = attempt(fitted, plan, plan.peakKw);
  let best = last;
  for (let round = 1; round < ROUNDS && best.missingKwh > 0; round++) {
    fitted = withCapsOf(last.followed, reachable);
    plan = energyPlan(fitted);
    last = attempt(fitted, plan, plan.peakKw);
    best = better(last, best);
  }
  let [lowKw, highKw] = [bound.peakKw, best.followed.peakKw];
  let raise = FIRST_RAISE;
  for (let n = 0; n < RAISES && best.missingKwh > 0; n++, raise *= 2) {
    highKw = bound.peakKw * (1 + raise);
    best = better(attempt(fitted, plan, highKw), best);
  }
  for (let n = 0; n < HALVINGS && highKw - lowKw > lowKw * 1e-6; n++) {
    const middleKw = (lowKw + highKw) / 2;
    const next = attempt(fitted, plan, middleKw);
    if (next.missingKwh > best.missingKwh) lowKw = middleKw;
    else {
      best = better(next, best);
      highKw = Math.min(middleKw, best.followed.peakKw);
    }
  }
  return {
    followed: best.followed,
    peakKw: Math.max(best.followed.peakKw, network.problem.paidPeakKw),
    lowerBoundKw: bound.smallestPeakKw,
    bound,
  };
}

function better(a: Try, b: Try): Try {
  if (a.missingKwh !== b.missingKwh) return a.missingKwh < b.missingKwh ? a : b;
  return a.followed.peakKw <= b.followed.peakKw ? a : b;
}

/** Nobody is asked for more than full power from beginning to end would give. */
function withinReach(network: ProblemNetwork): ProblemNetwork {
  const { problem, net, demands, reservedKwh } = network;
  const needKwh = net.needKwh.map((kwh, i) => {
    const session = new FillingSession(problem.sessions[i]!);
    let hours = 0;
    for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
      hours += net.hours[net.interval[cell]!]!;
    }
    const gainKwh = session.storedAfter(Infinity, hours) - session.storedKwh;
    return Math.min(kwh, Math.max(0, gainKwh * demands[i]!.gridPerStored - reservedKwh[i]!));
  });
  return { ...network, net: { ...net, needKwh } };
}

/** Each cell takes no more than the bus would at constant power from where it stood on the way. */
function withCapsOf({ cells }: FollowedFlow, network: ProblemNetwork): ProblemNetwork {
  const { problem, net, demands } = network;
  const cellKwh = net.cellKwh.slice();
  for (const [i, session] of problem.sessions.entries()) {
    const bus = new FillingSession(session);
    const { gridPerStored } = demands[i]!;
    for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
      const gainKwh = bus.steadyGainKwh(cells[cell]!.fromKwh, net.hours[net.interval[cell]!]!);
      cellKwh[cell] = Math.min(cellKwh[cell]!, gainKwh * gridPerStored);
    }
  }
  return { ...network, net: { ...net, cellKwh } };
}

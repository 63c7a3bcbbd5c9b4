import { cheapestFlow, flowCost } from "./cheapestFlow.ts";
import type { EnergyFlow } from "./energyFlow.ts";
import type { ProblemNetwork } from "./problemNetwork.ts";

/** Slopes nearer to 0 than this are flat, relative to the price of the peak. */
const RELATIVE = 1e-12;
/** The function has finitely many pieces; rounding must not make it go on for ever. */
const MOST_STEPS = 200;

/** A point of the total cost, as a function of the peak, and its slopes to both sides. */
interface Point {
  readonly peakKw: number;
  readonly eur: number;
  readonly left: number;
  readonly right: number;
}

/**
 * The peak at which peak and energy cost least together [kW]: total cost is convex
 * and made of straight pieces, so tangents from both sides meet at a peak between
 * them, until they meet on the function itself.
 *
 * @param lowestKw the smallest peak possible, or paid for already
 */
export function bestPeakKw(
  network: ProblemNetwork,
  flow: EnergyFlow,
  lowestKw: number,
  prices: { readonly peakEurPerKw: number; readonly eurPerKwh: Float64Array },
): number {
  const { peakEurPerKw, eurPerKwh } = prices;
  const flat = RELATIVE * (1 + peakEurPerKw);
  const at = (peakKw: number): Point => {
    cheapestFlow(network, flow, peakKw);
    const { eur, savedEurPerKw, lostEurPerKw } = flowCost(network, eurPerKwh, flow);
    return {
      peakKw,
      eur: peakEurPerKw * peakKw + eur,
      left: peakEurPerKw - lostEurPerKw,
      right: peakEurPerKw - savedEurPerKw,
    };
  };
  let low = at(lowestKw);
  if (low.right >= -flat) return lowestKw;
  let high = at(Math.max(lowestKw, highestPeakKw(network, flow)));
  if (high.left <= flat) return high.peakKw;
  for (let step = 0; step < MOST_STEPS; step++) {
    const meetKw =
      (high.eur - low.eur + low.right * low.peakKw - high.left * high.peakKw) /
      (low.right - high.left);
    if (!(meetKw > low.peakKw && meetKw < high.peakKw)) break;
    const middle = at(meetKw);
    if (middle.left <= flat && middle.right >= -flat) return meetKw;
    if (middle.right < 0) low = middle;
    else high = middle;
  }
  return low.eur <= high.eur ? low.peakKw : high.peakKw;
}

/** The peak when it costs nothing [kW]. */
function highestPeakKw(network: ProblemNetwork, flow: EnergyFlow): number {
  cheapestFlow(network, flow, Infinity);
  const { bucketHours, bucketBaseKwh } = network.net;
  return bucketHours.reduce(
    (most, hours, k) => Math.max(most, (flow.bucketKwh(k) + bucketBaseKwh[k]!) / hours),
    0,
  );
}

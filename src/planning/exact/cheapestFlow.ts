import type { EnergyFlow } from "./energyFlow.ts";
import type { ProblemNetwork } from "./problemNetwork.ts";

/** What energy costs under a peak, and how that changes with it. */
export interface FlowCost {
  readonly eur: number;
  /** Saved by one more kW of peak, lost by one less [EUR/kW]. */
  readonly savedEurPerKw: number;
  readonly lostEurPerKw: number;
}

/**
 * Lets energy flow as cheaply as it can under a peak; where it has no price, as early.
 * @param flow of the network; empty or not
 */
export function cheapestFlow({ order }: ProblemNetwork, flow: EnergyFlow, peakKw: number): void {
  flow.allow(peakKw);
  flow.fillInOrder(order);
}

/**
 * What the cheapest flow costs. Its cost is a convex function of the peak, and both
 * slopes of it follow from where energy could go: with more peak, from the dearest
 * intervals that a full one can relieve; with less, from full ones to the cheapest that
 * have room. Those prices are optimal potentials of the flow, the highest and the lowest
 * there are, so they hold for all intervals at once.
 */
export function flowCost(
  { net, order }: ProblemNetwork,
  eurPerKwh: Float64Array,
  flow: EnergyFlow,
): FlowCost {
  const { bucketHours: hours } = net;
  const cheapestFirst = Array.from(order);
  const giving = cheapestFirst.filter((k) => flow.bucketKwh(k) > 0).toReversed();
  const withRoom = cheapestFirst.filter((k) => !flow.isFull(k));
  const relieved = flow.firstExchange(giving, "to");
  const pushed = flow.firstExchange(withRoom, "from");
  let [eur, savedEurPerKw, lostEurPerKw] = [0, 0, 0];
  for (let k = 0; k < hours.length; k++) {
    eur += eurPerKwh[k]! * flow.bucketKwh(k);
    if (!flow.isFull(k)) continue;
    const dearer = relieved[k]!;
    if (dearer >= 0) {
      savedEurPerKw += hours[k]! * Math.max(0, eurPerKwh[giving[dearer]!]! - eurPerKwh[k]!);
    }
    // What base load alone fills has nothing to lose.
    if (flow.bucketKwh(k) <= 0) continue;
    const next = pushed[k]!;
    lostEurPerKw += next < 0 ? Infinity : hours[k]! * (eurPerKwh[withRoom[next]!]! - eurPerKwh[k]!);
  }
  return { eur, savedEurPerKw, lostEurPerKw };
}

import { cheapestFlow } from "./cheapestFlow.ts";
import type { EnergyFlow } from "./energyFlow.ts";
import type { ProblemNetwork } from "./problemNetwork.ts";
import { leastPeakKw } from "./smallestPeak.ts";

/** Less than this share of all energy is rounding. */
const RELATIVE = 1e-12;
const TOLERANCE_KWH = 1e-9;

/**
 * The smallest peak with which everything is delivered [kW]; Infinity: there is none. The
 * same tangents as in `smallestPeak`, each from the cheapest flow under the peak before: then
 * the last one is the plan.
 *
 * @param flow of the network; holds the cheapest flow with that peak afterwards
 * @param isDeliverable all of it is known to be: what no peak brings is rounding
 */
export function peakInOrderKw(
  network: ProblemNetwork,
  flow: EnergyFlow,
  isDeliverable = false,
): number {
  const { net, problem } = network;
  const toleranceKwh = TOLERANCE_KWH + RELATIVE * net.needKwh.reduce((sum, kwh) => sum + kwh, 0);
  let peakKw = Math.max(problem.paidPeakKw, leastPeakKw(net));
  for (;;) {
    cheapestFlow(network, flow, peakKw);
    if (flow.shortKwh <= toleranceKwh) return peakKw;
    const leastKw = flow.leastPeakKw(0);
    if (leastKw === Infinity && !isDeliverable) return Infinity;
    if (leastKw === Infinity || leastKw <= peakKw) return peakKw;
    peakKw = leastKw;
  }
}

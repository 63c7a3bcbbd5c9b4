import { EnergyFlow } from "./energyFlow.ts";
import type { EnergyNetwork } from "./energyNetwork.ts";

/** Less than this share of all energy is rounding. */
const RELATIVE = 1e-12;
/** A peak that grows by this factor is worth a fresh start. */
const REFILL = 1.003;

/** The smallest peak of a network, and what it cannot deliver at any peak. */
export interface SmallestPeak {
  readonly peakKw: number;
  /** Needed, but impossible even without any peak [kWh]. */
  readonly unmetKwh: number;
}

/**
 * The smallest peak under which as much energy flows as without any: the
 * largest flow is a concave function of the peak, and the smallest cut is its
 * tangent; Newton's method on it comes from below and ends after finitely many
 * cuts (Dinkelbach 1967; McCormick and Ervolina 1994).
 */
export function smallestPeak(net: EnergyNetwork): SmallestPeak {
  const flow = new EnergyFlow(net);
  flow.allow(Infinity);
  flow.fill();
  while (flow.grow());
  const unmetKwh = flow.shortKwh;
  const needKwh = net.needKwh.reduce((sum, kwh) => sum + kwh, 0);
  const toleranceKwh = RELATIVE * needKwh + 1e-9;
  const stockKwh = net.stockKwh.reduce((sum, kwh) => sum + kwh, 0);
  let peakKw = leastPeakKw(net, Math.max(0, needKwh - unmetKwh - stockKwh));
  for (let refill = true; ;) {
    flow.allow(peakKw);
    if (refill) {
      flow.clear();
      flow.fill();
    }
    // Far below the smallest peak there is no use in the largest flow.
    const isLargest = !flow.grow() || !flow.grow();
    const leastKw = flow.leastPeakKw(unmetKwh);
    // What is missing may be rounding, spread over so many sessions that no cut shows it.
    const isEnough = flow.shortKwh - unmetKwh <= toleranceKwh || leastKw <= peakKw;
    if (isLargest && isEnough) return { peakKw, unmetKwh };
    refill = leastKw > peakKw * REFILL;
    peakKw = Math.max(peakKw, leastKw);
  }
}

/** No smaller peak is possible: all energy spread evenly, or base load alone. */
function leastPeakKw(net: EnergyNetwork, energyKwh: number): number {
  const { bucketHours, bucketBaseKwh } = net;
  let hours = 0;
  let baseKwh = 0;
  let peakKw = 0;
  for (let b = 0; b < bucketHours.length; b++) {
    hours += bucketHours[b]!;
    baseKwh += bucketBaseKwh[b]!;
    if (bucketHours[b]! > 0) peakKw = Math.max(peakKw, bucketBaseKwh[b]! / bucketHours[b]!);
  }
  return Math.max(peakKw, (energyKwh + baseKwh) / hours);
}

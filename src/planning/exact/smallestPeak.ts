import { busiestSpanKw } from "./busiestSpanKw.ts";
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
  const needKwh = net.needKwh.reduce((sum, kwh) => sum + kwh, 0);
  const peakKw = raisedPeakKw(net, flow, leastPeakKw(net), null);
  if (peakKw < Infinity) return { peakKw, unmetKwh: 0 };
  flow.allow(Infinity);
  while (flow.grow());
  const unmetKwh = flow.shortKwh;
  const restKw = meanKw(net, needKwh - unmetKwh);
  return { peakKw: raisedPeakKw(net, flow, restKw, unmetKwh), unmetKwh };
}

/** If everything can be delivered, no smaller peak is possible [kW]. */
export function leastPeakKw(net: EnergyNetwork): number {
  const needKwh = net.needKwh.reduce((sum, kwh) => sum + kwh, 0);
  return Math.max(busiestSpanKw(net), meanKw(net, needKwh));
}

/**
 * @param knownUnmetKwh what no peak can deliver; null: nobody knows
 * @returns Infinity when it is not known and there is some
 */
function raisedPeakKw(
  net: EnergyNetwork,
  flow: EnergyFlow,
  startKw: number,
  knownUnmetKwh: number | null,
): number {
  const unmetKwh = knownUnmetKwh ?? 0;
  const needKwh = net.needKwh.reduce((sum, kwh) => sum + kwh, 0);
  const toleranceKwh = RELATIVE * needKwh + 1e-9;
  let peakKw = startKw;
  for (let refill = true; ;) {
    flow.allow(peakKw);
    if (refill) {
      flow.clear();
      flow.fill();
    }
    // Far below the smallest peak there is no use in the largest flow.
    const isLargest = !flow.grow() || !flow.grow();
    // What is missing may be rounding, spread over so many sessions that no cut shows it.
    if (isLargest && flow.shortKwh - unmetKwh <= toleranceKwh) return peakKw;
    let leastKw = flow.leastPeakKw(unmetKwh);
    if (leastKw === Infinity) {
      if (knownUnmetKwh === null) return Infinity;
      leastKw = peakKw;
    }
    if (isLargest && leastKw <= peakKw) return peakKw;
    refill = leastKw > peakKw * REFILL;
    peakKw = Math.max(peakKw, leastKw);
  }
}

/** No smaller peak is possible: all that has to flow spread evenly, or base load alone. */
function meanKw(net: EnergyNetwork, neededKwh: number): number {
  const { bucketHours, bucketBaseKwh, stockKwh } = net;
  const energyKwh = Math.max(0, neededKwh - stockKwh.reduce((sum, kwh) => sum + kwh, 0));
  let hours = 0;
  let baseKwh = 0;
  let peakKw = 0;
  for (let b = 0; b < bucketHours.length; b++) {
    hours += bucketHours[b]!;
    baseKwh += bucketBaseKwh[b]!;
    if (bucketHours[b]! > 0) peakKw = Math.max(peakKw, bucketBaseKwh[b]! / bucketHours[b]!);
  }
  return hours > 0 ? Math.max(peakKw, (energyKwh + baseKwh) / hours) : peakKw;
}

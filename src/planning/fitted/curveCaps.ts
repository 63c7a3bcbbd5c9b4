import type { ProblemNetwork } from "../exact/index.ts";
import type { SessionCurve } from "./sessionCurve.ts";

/**
 * The network with what charge curves leave of each cell, for sessions that reach their goals: caps
 * that hold for every plan. Such a bus holds, at any time, at least what full power from then on needs,
 * and takes no more than the curve gives from there.
 *
 * @param goalsKwh what each session is to hold in the end [kWh stored]
 */
export function curveCaps(
  network: ProblemNetwork,
  curves: readonly SessionCurve[],
  goalsKwh: Float64Array,
): ProblemNetwork {
  const { net, demands } = network;
  const cellKwh = net.cellKwh.slice();
  for (const [i, curve] of curves.entries()) {
    const { gridPerStored, relaxed } = demands[i]!;
    if (!relaxed.includes("taper")) continue;
    const first = net.firstCell[i]!;
    let laterKwh = goalsKwh[i]!;
    for (let c = net.firstCell[i + 1]! - 1; c >= first; c--) {
      const hours = net.hours[net.interval[c]!]!;
      laterKwh = curve.fullBefore(laterKwh, hours);
      const gainKwh = curve.mostGainKwh(Math.max(curve.firstKwh, laterKwh), hours);
      cellKwh[c] = Math.min(cellKwh[c]!, gainKwh * gridPerStored);
    }
  }
  return { ...network, net: { ...net, cellKwh } };
}

/** The least that each session must hold at the end of each cell to reach its goal [kWh stored]. */
export function latestKwh(
  { net }: ProblemNetwork,
  curves: readonly SessionCurve[],
  goalsKwh: Float64Array,
): Float64Array {
  const leastKwh = new Float64Array(net.cellKwh.length);
  for (const [i, curve] of curves.entries()) {
    let heldKwh = goalsKwh[i]!;
    for (let c = net.firstCell[i + 1]! - 1; c >= net.firstCell[i]!; c--) {
      leastKwh[c] = heldKwh;
      heldKwh = curve.fullBefore(heldKwh, net.hours[net.interval[c]!]!);
    }
  }
  return leastKwh;
}

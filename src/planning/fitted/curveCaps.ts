import type { ProblemNetwork } from "../exact/index.ts";
import type { SessionCurve } from "./sessionCurve.ts";

/**
 * The network with what charge curves leave of each cell, for sessions that reach their goals.
 * Such a bus holds, at any time, at least what full power from then on needs, and takes no
 * more than the curve gives from there: that is true of every plan. With planned energies
 * it is what they have brought it by then, and power is constant in each interval.
 *
 * @param goalsKwh what each session is to hold in the end [kWh stored]
 * @param plannedKwh of each cell [kWh, grid side]; null: caps that hold for every plan
 */
export function curveCaps(
  network: ProblemNetwork,
  curves: readonly SessionCurve[],
  goalsKwh: Float64Array,
  plannedKwh: Float64Array | null,
): ProblemNetwork {
  const { problem, net, demands } = network;
  const cellKwh = net.cellKwh.slice();
  const hours = (c: number): number => net.hours[net.interval[c]!]!;
  for (const [i, curve] of curves.entries()) {
    const { gridPerStored, relaxed } = demands[i]!;
    if (!relaxed.includes("taper")) continue;
    const [from, to] = [net.firstCell[i]!, net.firstCell[i + 1]!];
    const leastKwh = new Float64Array(to - from);
    let laterKwh = goalsKwh[i]!;
    for (let c = to - 1; c >= from; c--) {
      laterKwh =
        plannedKwh === null
          ? curve.fullBefore(laterKwh, hours(c))
          : curve.steadyBefore(laterKwh, hours(c));
      leastKwh[c - from] = laterKwh;
    }
    const { reservedKw } = problem.sessions[i]!;
    let heldKwh = curve.firstKwh;
    for (let c = from; c < to; c++) {
      const atKwh = Math.max(heldKwh, leastKwh[c - from]!);
      const gainKwh =
        plannedKwh === null
          ? curve.mostGainKwh(atKwh, hours(c))
          : curve.steadyGainKwh(atKwh, hours(c));
      cellKwh[c] = Math.min(cellKwh[c]!, gainKwh * gridPerStored);
      if (plannedKwh !== null) heldKwh += (plannedKwh[c]! + reservedKw * hours(c)) / gridPerStored;
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

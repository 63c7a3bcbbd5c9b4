import type { ProblemNetwork } from "../exact/index.ts";
import type { SessionCurve } from "./sessionCurve.ts";

/**
 * What charge curves leave of each cell for one plan after the other, power constant in each interval: in each a bus
 * holds what the plan has brought it by then, or what it needs at least to reach its goal.
 */
export class PlannedCaps {
  readonly #network: ProblemNetwork;
  readonly #curves: readonly SessionCurve[];
  /** Per cell, the least to be held when it begins [kWh stored]; 0 where nothing tapers. */
  readonly #leastKwh: Float64Array;

  /** @param goalsKwh what each session is to hold in the end [kWh stored] */
  constructor(network: ProblemNetwork, curves: readonly SessionCurve[], goalsKwh: Float64Array) {
    this.#network = network;
    this.#curves = curves;
    this.#leastKwh = new Float64Array(network.net.cellKwh.length);
    const { net } = network;
    for (const i of this.#tapered()) {
      let laterKwh = goalsKwh[i]!;
      for (let c = net.firstCell[i + 1]! - 1; c >= net.firstCell[i]!; c--) {
        laterKwh = curves[i]!.steadyBefore(laterKwh, net.hours[net.interval[c]!]!);
        this.#leastKwh[c] = laterKwh;
      }
    }
  }

  /** What each cell can take under a plan. @param plannedKwh of each cell [kWh, grid side] */
  under(plannedKwh: Float64Array): Float64Array {
    const { problem, net, demands } = this.#network;
    const cellKwh = net.cellKwh.slice();
    for (const i of this.#tapered()) {
      const curve = this.#curves[i]!;
      const { gridPerStored } = demands[i]!;
      const { reservedKw } = problem.sessions[i]!;
      let heldKwh = curve.firstKwh;
      for (let c = net.firstCell[i]!; c < net.firstCell[i + 1]!; c++) {
        const hours = net.hours[net.interval[c]!]!;
        const atKwh = Math.max(heldKwh, this.#leastKwh[c]!);
        const mostKwh = cellKwh[c]! / gridPerStored;
        const gainKwh = curve.steadyGainKwh(atKwh, hours, mostKwh);
        if (gainKwh < mostKwh) cellKwh[c] = gainKwh * gridPerStored;
        heldKwh += (plannedKwh[c]! + reservedKw * hours) / gridPerStored;
      }
    }
    return cellKwh;
  }

  /** Sessions whose curve falls. */
  *#tapered(): Generator<number> {
    for (const [i, { relaxed }] of this.#network.demands.entries()) {
      if (relaxed.includes("taper")) yield i;
    }
  }
}

import { type ConverterLoss, energyAlong, type PowerTree } from "../physics/index.ts";

/** Billing interval of grid power: German metering (RLM), clock-aligned. */
export const QUARTER_HOUR_MS = 900_000;
export const HOUR_MS = 3_600_000;

/**
 * Energy per clock quarter-hour, metered exactly: charging power is integrated
 * in closed form between the edges of the quarter-hours.
 */
export class QuarterHourMeter {
  readonly fromMs: number;
  readonly count: number;
  /** Grid energy of the outlets hung directly on each node [kWh]. */
  readonly gridKwh: readonly Float64Array[];
  /** Energy into batteries, whole site [kWh]. */
  readonly batteryKwh: Float64Array;

  /** @param fromMs start of a quarter-hour */
  constructor(fromMs: number, toMs: number, nodes: number) {
    this.fromMs = fromMs;
    this.count = Math.ceil((toMs - fromMs) / QUARTER_HOUR_MS);
    this.gridKwh = Array.from({ length: nodes }, () => new Float64Array(this.count));
    this.batteryKwh = new Float64Array(this.count);
  }

  /**
   * Books power that starts at `startKw` (outlet side) and follows a piece of
   * that slope [1/h] from one instant to another; returns the grid energy [kWh].
   */
  book(
    node: number,
    fromMs: number,
    toMs: number,
    startKw: number,
    slope: number,
    loss: ConverterLoss,
  ): number {
    const grid = this.gridKwh[node]!;
    let quarter = Math.floor((fromMs - this.fromMs) / QUARTER_HOUR_MS);
    let dcKwh = 0;
    let acKwh = 0;
    for (let atMs = fromMs; atMs < toMs; quarter++) {
      atMs = Math.min(this.fromMs + (quarter + 1) * QUARTER_HOUR_MS, toMs);
      const hours = (atMs - fromMs) / HOUR_MS;
      const dcSoFar = energyAlong(startKw, slope, hours);
      const acSoFar = loss.acKwh(dcSoFar, startKw, slope, hours);
      if (quarter >= 0 && quarter < this.count) {
        grid[quarter]! += acSoFar - acKwh;
        this.batteryKwh[quarter]! += dcSoFar - dcKwh;
      }
      dcKwh = dcSoFar;
      acKwh = acSoFar;
    }
    return acKwh;
  }

  /** Grid energy of each node's whole subtree [kWh]. */
  gridKwhBelow(tree: PowerTree): Float64Array[] {
    const sums = this.gridKwh.map((series) => Float64Array.from(series));
    for (let node = tree.size - 1; node > 0; node--) {
      const parent = sums[tree.parents[node]!]!;
      sums[node]?.forEach((kwh, quarter) => {
        parent[quarter]! += kwh;
      });
    }
    return sums;
  }

  snapshot(): number[][] {
    return [...this.gridKwh, this.batteryKwh].map((series) => Array.from(series));
  }

  restore(saved: readonly (readonly number[])[]): void {
    [...this.gridKwh, this.batteryKwh].forEach((series, i) => series.set(saved[i]!));
  }
}

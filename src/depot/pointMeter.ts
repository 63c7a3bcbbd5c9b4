import { energyAlong } from "../physics/index.ts";
import { HOUR_MS, type MeteredPower, QUARTER_HOUR_MS } from "./quarterHourMeter.ts";

/**
 * Energy that each point gives per clock quarter-hour. A number for every point and
 * quarter-hour: worth its memory only where somebody will look at single buses.
 */
export class PointMeter {
  readonly #fromMs: number;
  /** At the outlet, per point and quarter-hour [kWh]. */
  readonly outletKwh: readonly Float64Array[];

  /** @param fromMs start of a quarter-hour */
  constructor(fromMs: number, toMs: number, points: number) {
    this.#fromMs = fromMs;
    const count = Math.ceil((toMs - fromMs) / QUARTER_HOUR_MS);
    this.outletKwh = Array.from({ length: points }, () => new Float64Array(count));
  }

  /** Books power from one instant to another. */
  book(
    point: number,
    fromMs: number,
    toMs: number,
    { startKw, slope, cabinKw }: MeteredPower,
  ): void {
    const series = this.outletKwh[point]!;
    let quarter = Math.floor((fromMs - this.#fromMs) / QUARTER_HOUR_MS);
    let bookedKwh = 0;
    for (let atMs = fromMs; atMs < toMs; quarter++) {
      atMs = Math.min(this.#fromMs + (quarter + 1) * QUARTER_HOUR_MS, toMs);
      const hours = (atMs - fromMs) / HOUR_MS;
      const soFarKwh = energyAlong(startKw, slope, hours) + cabinKw * hours;
      if (quarter >= 0 && quarter < series.length) series[quarter]! += soFarKwh - bookedKwh;
      bookedKwh = soFarKwh;
    }
  }

  snapshot(): number[][] {
    return this.outletKwh.map((series) => Array.from(series));
  }

  restore(saved: readonly (readonly number[])[]): void {
    this.outletKwh.forEach((series, point) => series.set(saved[point]!));
  }
}

import { type ConverterLoss, energyAlong, type PowerTree } from "../physics/index.ts";

/** Billing interval of grid power: German metering (RLM), clock-aligned. */
export const QUARTER_HOUR_MS = 900_000;
export const HOUR_MS = 3_600_000;

/**
 * Power at a point [kW, outlet side]: into the battery from a start along a piece of that slope [1/h], and
 * into the cabin.
 */
export interface MeteredPower {
  readonly startKw: number;
  readonly slope: number;
  readonly cabinKw: number;
}

/** What one point did within the window. */
export interface MeteredPoint {
  /** How long energy flowed [ms]. */
  readonly chargingMs: number;
  /** Into battery and cabin. */
  readonly outletKwh: number;
  readonly gridKwh: number;
}

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
  /** Into cabins, whole site [kWh]. */
  readonly cabinKwh: Float64Array;
  /** The quarter-hours in which the use of points counts. */
  readonly #first: number;
  readonly #end: number;
  readonly #chargingMs: Float64Array;
  readonly #outletKwh: Float64Array;
  readonly #pointGridKwh: Float64Array;

  /**
   * @param fromMs start of a quarter-hour
   * @param window in which the use of points counts; whole quarter-hours
   */
  constructor(
    fromMs: number,
    toMs: number,
    nodes: number,
    points: number,
    window: { readonly fromMs: number; readonly toMs: number },
  ) {
    this.fromMs = fromMs;
    this.count = Math.ceil((toMs - fromMs) / QUARTER_HOUR_MS);
    this.gridKwh = Array.from({ length: nodes }, () => new Float64Array(this.count));
    this.batteryKwh = new Float64Array(this.count);
    this.cabinKwh = new Float64Array(this.count);
    this.#first = (window.fromMs - fromMs) / QUARTER_HOUR_MS;
    this.#end = (window.toMs - fromMs) / QUARTER_HOUR_MS;
    this.#chargingMs = new Float64Array(points);
    this.#outletKwh = new Float64Array(points);
    this.#pointGridKwh = new Float64Array(points);
  }

  /** What a point did within the window. */
  useOf(point: number): MeteredPoint {
    return {
      chargingMs: this.#chargingMs[point]!,
      outletKwh: this.#outletKwh[point]!,
      gridKwh: this.#pointGridKwh[point]!,
    };
  }

  /** Books power at a point from one instant to another; returns the grid energy [kWh]. */
  book(
    point: number,
    { node, loss }: { readonly node: number; readonly loss: ConverterLoss },
    fromMs: number,
    toMs: number,
    { startKw, slope, cabinKw }: MeteredPower,
  ): number {
    const grid = this.gridKwh[node]!;
    let quarter = Math.floor((fromMs - this.fromMs) / QUARTER_HOUR_MS);
    const flows = startKw > 0 || cabinKw > 0;
    let dcKwh = 0;
    let cabinKwh = 0;
    let acKwh = 0;
    for (let atMs = fromMs; atMs < toMs; quarter++) {
      const sinceMs = atMs;
      atMs = Math.min(this.fromMs + (quarter + 1) * QUARTER_HOUR_MS, toMs);
      const hours = (atMs - fromMs) / HOUR_MS;
      const dcSoFar = energyAlong(startKw, slope, hours);
      const cabinSoFar = cabinKw * hours;
      const acSoFar = loss.acKwh(dcSoFar, startKw, slope, hours, cabinKw);
      if (quarter >= 0 && quarter < this.count) {
        grid[quarter]! += acSoFar - acKwh;
        this.batteryKwh[quarter]! += dcSoFar - dcKwh;
        this.cabinKwh[quarter]! += cabinSoFar - cabinKwh;
      }
      if (quarter >= this.#first && quarter < this.#end && flows) {
        this.#chargingMs[point]! += atMs - sinceMs;
        this.#outletKwh[point]! += dcSoFar - dcKwh + (cabinSoFar - cabinKwh);
        this.#pointGridKwh[point]! += acSoFar - acKwh;
      }
      dcKwh = dcSoFar;
      cabinKwh = cabinSoFar;
      acKwh = acSoFar;
    }
    return acKwh;
  }

  /** Grid energy of each node's whole subtree [kWh]. */
  gridKwhBelow(tree: PowerTree): Float64Array[] {
    const sums = this.gridKwh.map((series) => series.slice());
    for (let node = tree.size - 1; node > 0; node--) {
      const parent = sums[tree.parents[node]!]!;
      sums[node]?.forEach((kwh, quarter) => {
        parent[quarter]! += kwh;
      });
    }
    return sums;
  }

  snapshot(): number[][] {
    return this.#all.map((series) => Array.from(series));
  }

  restore(saved: readonly (readonly number[])[]): void {
    this.#all.forEach((series, i) => series.set(saved[i]!));
  }

  get #all(): Float64Array[] {
    const points = [this.#chargingMs, this.#outletKwh, this.#pointGridKwh];
    return [...this.gridKwh, this.batteryKwh, this.cabinKwh, ...points];
  }
}

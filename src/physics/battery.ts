import { ChargeCurve } from "./chargeCurve.ts";

/** A battery as the outlet sees it. State of charge counts usable energy. */
export interface BatterySpec {
  /** Energy between soc 0 and soc 1 [kWh]. */
  readonly usableKwh: number;
  /** Below this the battery takes nothing [kW]. */
  readonly minKw: number;
  /** Accepted power over soc, from soc 0 to soc 1 [kW]. */
  readonly curve: readonly (readonly [soc: number, powerKw: number])[];
}

/** One kind of battery; shared by all buses of a type. */
export class Battery {
  readonly usableKwh: number;
  readonly minKw: number;
  readonly curve: ChargeCurve;
  readonly #behindOutlets = new Map<string, ChargeCurve>();

  constructor(spec: BatterySpec) {
    this.usableKwh = spec.usableKwh;
    this.minKw = spec.minKw;
    this.curve = new ChargeCurve(
      spec.curve.map(([soc]) => soc * spec.usableKwh),
      spec.curve.map(([, powerKw]) => powerKw),
    );
  }

  /**
   * What the battery accepts behind an outlet: no more than its rating, and
   * nothing from where the curve has fallen for good below the least power that
   * either of them can do.
   */
  behind(outlet: { readonly ratedKw: number; readonly minKw: number }): ChargeCurve {
    const minKw = Math.max(this.minKw, outlet.minKw);
    const key = `${outlet.ratedKw}/${minKw}`;
    let curve = this.#behindOutlets.get(key);
    if (curve === undefined) {
      const clipped = this.curve.clippedAt(outlet.ratedKw);
      curve = clipped.endingAt(clipped.lastEnergyAccepting(minKw));
      this.#behindOutlets.set(key, curve);
    }
    return curve;
  }
}

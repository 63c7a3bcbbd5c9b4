import { energyAlong } from "./chargeCurve.ts";

/** How a charger turns grid power into outlet power: a constant efficiency, or a loss polynomial. */
export type LossSpec =
  | {
      /** Outlet power over grid power, above 0 and at most 1. */
      readonly efficiency: number;
    }
  | {
      /** Loss while energy flows, whatever the power [kW]. */
      readonly fixedKw: number;
      /** Loss per outlet power [kW/kW]. */
      readonly linear: number;
      /** Loss at rated power from the part that grows with the square, per rated power [kW/kW]. */
      readonly quadratic: number;
    }
  | LossTerms;

/** Grid power over outlet power p while energy flows: fixedKw + perKw·p + perKw2·p². */
export interface LossTerms {
  readonly fixedKw: number;
  readonly perKw: number;
  readonly perKw2: number;
}

/**
 * Grid power as a polynomial of outlet power while energy flows:
 * ac = c₀ + c₁·dc + c₂·dc², and 0 when nothing flows (standby is the station's).
 */
export class ConverterLoss {
  /** Whether the same share of power is lost at any power. */
  readonly isConstant: boolean;
  readonly #c0: number;
  readonly #c1: number;
  readonly #c2: number;

  constructor(spec: LossSpec, ratedDcKw: number) {
    if ("perKw" in spec) {
      this.#c0 = spec.fixedKw;
      this.#c1 = spec.perKw;
      this.#c2 = spec.perKw2;
    } else if ("efficiency" in spec) {
      this.#c0 = 0;
      this.#c1 = 1 / spec.efficiency;
      this.#c2 = 0;
    } else {
      this.#c0 = spec.fixedKw;
      this.#c1 = 1 + spec.linear;
      this.#c2 = spec.quadratic / ratedDcKw;
    }
    this.isConstant = this.#c0 === 0 && this.#c2 === 0;
  }

  get terms(): LossTerms {
    return { fixedKw: this.#c0, perKw: this.#c1, perKw2: this.#c2 };
  }

  /** Grid power for an outlet power [kW]. */
  acKw(dcKw: number): number {
    return dcKw > 0 ? this.#c0 + dcKw * (this.#c1 + dcKw * this.#c2) : 0;
  }

  /** Outlet power that a grid power can feed [kW]; 0 when it does not cover the fixed loss. */
  dcKw(acKw: number): number {
    const usable = acKw - this.#c0;
    if (usable <= 0) return 0;
    // The stable root of c₂·x² + c₁·x − usable, also right for c₂ = 0.
    return (2 * usable) / (this.#c1 + Math.sqrt(this.#c1 * this.#c1 + 4 * this.#c2 * usable));
  }

  /** Highest outlet power over grid power that any outlet power up to this gives. */
  bestEfficiency(upToDcKw: number): number {
    // Fixed loss weighs least, and squared loss most, at high power: they balance at √(c₀/c₂).
    const dcKw = this.#c2 > 0 ? Math.min(upToDcKw, Math.sqrt(this.#c0 / this.#c2)) : upToDcKw;
    return dcKw > 0 ? dcKw / this.acKw(dcKw) : 1 / this.#c1;
  }

  /**
   * Grid energy while outlet power runs from `startKw` along a straight piece of that slope [1/h] for
   * some hours and `dcKwh` reach the outlet by it [kWh], beside a power that holds still.
   */
  acKwh(dcKwh: number, startKw: number, slope: number, hours: number, stillKw = 0): number {
    if (startKw <= 0 && stillKw <= 0) return 0;
    const stillKwh = stillKw * hours;
    // p² grows along the piece as p does, twice as fast.
    const isSquare = this.#c2 !== 0 && startKw > 0;
    const squares = isSquare ? startKw * energyAlong(startKw, 2 * slope, hours) : 0;
    const allSquares = squares + stillKw * (2 * dcKwh + stillKwh);
    return this.#c0 * hours + this.#c1 * (dcKwh + stillKwh) + this.#c2 * allSquares;
  }
}

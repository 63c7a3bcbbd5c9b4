import { expm1, log1p } from "../engine/index.ts";

/** A stretch of charging in which power is constant or follows one straight piece of the curve. */
export interface Stretch {
  /** Power where the stretch begins [kW]. */
  startKw: number;
  /** Change of power per energy [1/h]; 0 where power is constant. */
  slope: number;
  /** Energy at which the stretch ends [kWh]; never above the curve's end. */
  endKwh: number;
}

/** Closer than this to a knot is on it: charging ends at full, not a hair before. */
export const ENERGY_TOLERANCE_KWH = 1e-9;

/**
 * What a battery accepts: power over stored energy, straight between knots,
 * 0 from the last knot on. All answers are closed forms.
 *
 * On a straight piece p(e) = p₀ + b·(e − e₀) the battery follows de/dt = p, so
 * p(t) = p₀·exp(b·t) and e(t) = e₀ + (p₀/b)·expm1(b·t). Under a power limit the
 * battery takes the lesser of limit and curve.
 */
export class ChargeCurve {
  readonly #energies: Float64Array;
  readonly #powers: Float64Array;
  readonly #slopes: Float64Array;
  /** Hours at full power from the first knot to each knot. */
  readonly #hours: Float64Array;
  /** Highest power from each knot to the end. */
  readonly #highest: Float64Array;
  readonly #stretch: Stretch = { startKw: 0, slope: 0, endKwh: 0 };

  /**
   * @param energiesKwh knots, rising strictly from 0 to the usable energy, at least two
   * @param powersKw power at each knot, none negative, only the last may be 0
   */
  constructor(energiesKwh: readonly number[], powersKw: readonly number[]) {
    const n = energiesKwh.length;
    this.#energies = Float64Array.from(energiesKwh);
    this.#powers = Float64Array.from(powersKw);
    this.#slopes = new Float64Array(n - 1);
    this.#hours = new Float64Array(n);
    this.#highest = Float64Array.from(powersKw);
    for (let j = 0; j < n - 1; j++) {
      const widthKwh = this.#energy(j + 1) - this.#energy(j);
      this.#slopes[j] = (this.#power(j + 1) - this.#power(j)) / widthKwh;
      this.#hours[j + 1] = this.#hour(j) + hoursAlong(this.#power(j), this.#slopes[j]!, widthKwh);
    }
    for (let j = n - 2; j >= 0; j--) {
      this.#highest[j] = Math.max(this.#power(j), this.#highest[j + 1]!);
    }
  }

  /** The same battery behind an outlet that gives no more than `maxKw`. */
  clippedAt(maxKw: number): ChargeCurve {
    const energies: number[] = [];
    const powers: number[] = [];
    const n = this.#energies.length;
    for (let j = 0; j < n; j++) {
      const here = this.#power(j);
      energies.push(this.#energy(j));
      powers.push(Math.min(here, maxKw));
      if (j === n - 1 || here === maxKw || here > maxKw === this.#power(j + 1) > maxKw) continue;
      const crossing = this.#energy(j) + (maxKw - here) / this.#slopes[j]!;
      if (crossing <= this.#energy(j) || crossing >= this.#energy(j + 1)) continue;
      energies.push(crossing);
      powers.push(maxKw);
    }
    return new ChargeCurve(energies, powers);
  }

  /** The same battery, charged no further than this energy. */
  endingAt(endKwh: number): ChargeCurve {
    if (endKwh >= this.fullKwh) return this;
    const kept = this.#energies.filter((energyKwh) => energyKwh < endKwh);
    const powers = Array.from(this.#powers.slice(0, kept.length));
    return new ChargeCurve([...kept, endKwh], [...powers, this.powerAt(endKwh)]);
  }

  /** Power over energy, knot by knot. */
  get knots(): (readonly [energyKwh: number, powerKw: number])[] {
    return Array.from(this.#energies, (energyKwh, j) => [energyKwh, this.#power(j)] as const);
  }

  /** Energy at which charging ends: the last knot [kWh]. */
  get fullKwh(): number {
    return this.#energy(this.#energies.length - 1);
  }

  /** Power at which charging ends [kW]; from there on it is 0. */
  get lastKw(): number {
    return this.#power(this.#powers.length - 1);
  }

  /** Accepted power at a stored energy [kW]. */
  powerAt(energyKwh: number): number {
    if (energyKwh >= this.fullKwh) return 0;
    const j = this.#piece(energyKwh);
    return this.#power(j) + this.#slopes[j]! * (energyKwh - this.#energy(j));
  }

  /** Highest power accepted anywhere from this energy to full [kW]. */
  highestFrom(energyKwh: number): number {
    if (energyKwh >= this.fullKwh) return 0;
    const next = this.#highest[this.#piece(energyKwh) + 1]!;
    return Math.max(this.powerAt(energyKwh), next);
  }

  /**
   * Highest energy at which this power is still accepted [kWh]: 0 when it never
   * is, full when it is to the end.
   */
  lastEnergyAccepting(powerKw: number): number {
    for (let j = this.#energies.length - 1; j >= 0; j--) {
      if (this.#power(j) < powerKw) continue;
      if (j === this.#energies.length - 1) return this.fullKwh;
      const slope = this.#slopes[j]!;
      return this.#energy(j) + (slope === 0 ? 0 : (powerKw - this.#power(j)) / slope);
    }
    return 0;
  }

  /**
   * Time at full power from the first knot to an energy not above full [h];
   * Infinity when the curve falls to 0 before. Differences of it are charging times.
   */
  hoursTo(energyKwh: number): number {
    const j = this.#piece(energyKwh);
    const slope = this.#slopes[j]!;
    return this.#hour(j) + hoursAlong(this.#power(j), slope, energyKwh - this.#energy(j));
  }

  /** Stored energy after a time at full power from the first knot [kWh]: `hoursTo` the other way round. */
  energyAtHour(hours: number): number {
    let j = this.#energies.length - 2;
    while (j > 0 && this.#hour(j) > hours) j--;
    const gainKwh = energyAlong(this.#power(j), this.#slopes[j]!, hours - this.#hour(j));
    return Math.min(this.#energy(j) + gainKwh, this.#energy(j + 1));
  }

  /** Time from one energy to another under a power limit [h]. */
  hoursUnder(limitKw: number, fromKwh: number, toKwh: number): number {
    let hours = 0;
    let energyKwh = fromKwh;
    const stretch = this.#stretch;
    while (energyKwh < toKwh) {
      this.stretchUnder(limitKw, energyKwh, stretch);
      const endKwh = Math.min(stretch.endKwh, toKwh);
      if (!(endKwh > energyKwh)) return Infinity;
      hours += hoursAlong(stretch.startKw, stretch.slope, endKwh - energyKwh);
      energyKwh = endKwh;
    }
    return hours;
  }

  /** Stored energy after charging for a time under a power limit [kWh]. */
  energyAfter(limitKw: number, fromKwh: number, hours: number): number {
    let energyKwh = fromKwh;
    let leftHours = hours;
    const stretch = this.#stretch;
    for (;;) {
      this.stretchUnder(limitKw, energyKwh, stretch);
      const { startKw, slope, endKwh } = stretch;
      if (startKw === 0) return energyKwh;
      const reachedKwh = energyKwh + energyAlong(startKw, slope, leftHours);
      if (reachedKwh < endKwh - ENERGY_TOLERANCE_KWH) return reachedKwh;
      leftHours -= hoursAlong(startKw, slope, endKwh - energyKwh);
      if (!(leftHours > 0)) return endKwh;
      energyKwh = endKwh;
    }
  }

  /**
   * The stretch that begins at this energy under a power limit, written into
   * `out`. Nothing flows (start 0, end here) at full or under limit 0.
   */
  stretchUnder(limitKw: number, energyKwh: number, out: Stretch): void {
    if (energyKwh >= this.fullKwh || limitKw <= 0) {
      out.startKw = 0;
      out.slope = 0;
      out.endKwh = energyKwh;
      return;
    }
    const j = this.#piece(energyKwh);
    const slope = this.#slopes[j]!;
    const acceptedKw = this.#power(j) + slope * (energyKwh - this.#energy(j));
    const pieceEnd = this.#energy(j + 1);
    let limited = limitKw < acceptedKw || (limitKw === acceptedKw && slope >= 0);
    out.endKwh = pieceEnd;
    // A falling curve may reach the limit ahead, a rising one may grow past it.
    if (slope !== 0 && limited === slope < 0) {
      const crossing = energyKwh + (limitKw - acceptedKw) / slope;
      if (crossing > energyKwh) out.endKwh = Math.min(crossing, pieceEnd);
      else limited = !limited;
    }
    out.startKw = limited ? limitKw : acceptedKw;
    out.slope = limited ? 0 : slope;
  }

  /** Index of the piece that holds this energy. */
  #piece(energyKwh: number): number {
    let j = this.#energies.length - 2;
    while (j > 0 && this.#energy(j) > energyKwh) j--;
    return j;
  }

  #energy(j: number): number {
    return this.#energies[j]!;
  }

  #power(j: number): number {
    return this.#powers[j]!;
  }

  #hour(j: number): number {
    return this.#hours[j]!;
  }
}

/** Time for `gainKwh` from power `startKw` on a piece of that slope [h]. */
export function hoursAlong(startKw: number, slope: number, gainKwh: number): number {
  if (gainKwh <= 0) return 0;
  const flat = gainKwh / startKw;
  const x = slope * flat;
  // Below this the logarithm differs from the straight line by less than rounding.
  if (x > -1e-12 && x < 1e-12) return flat;
  return x <= -1 ? Infinity : log1p(x) / slope;
}

/** Energy gained in a time from power `startKw` on a piece of that slope [kWh]. */
export function energyAlong(startKw: number, slope: number, hours: number): number {
  const x = slope * hours;
  return x > -1e-12 && x < 1e-12 ? startKw * hours : (startKw * expm1(x)) / slope;
}

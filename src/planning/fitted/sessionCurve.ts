import type { PlannedSession } from "../../messages/index.ts";
import {
  ChargeCurve,
  ConverterLoss,
  ENERGY_TOLERANCE_KWH,
  hoursAlong,
  type Stretch,
} from "../../physics/index.ts";
import { edgeOf } from "../edgeOf.ts";

/** What comes of charging for some time. */
export interface Charged {
  readonly storedKwh: number;
  readonly gridKwh: number;
}

/** How one session charges: closed forms of what it holds and what limits it. */
export class SessionCurve {
  readonly minKw: number;
  /** Held when it begins, and what it is to hold in the end [kWh]. */
  readonly firstKwh: number;
  readonly goalKwh: number;
  readonly #curve: ChargeCurve;
  readonly #loss: ConverterLoss;
  readonly #goalHours: number;
  /** From here on it takes ever less [kWh]. */
  readonly #fallsFromKwh: number;
  readonly #stretch: Stretch = { startKw: 0, slope: 0, endKwh: 0 };

  constructor({ curve, loss, minKw, storedKwh, leastKwh, desiredKwh }: PlannedSession) {
    this.#curve = new ChargeCurve(
      curve.map(([atKwh]) => atKwh),
      curve.map(([, kw]) => kw),
    );
    this.#loss = new ConverterLoss(loss, 1);
    this.minKw = minKw;
    this.firstKwh = storedKwh;
    // A curve that ends at 0 kW takes for ever for the last of it.
    const fullKwh = this.#curve.fullKwh - ENERGY_TOLERANCE_KWH;
    this.goalKwh = Math.max(storedKwh, Math.min(Math.max(leastKwh, desiredKwh), fullKwh));
    const rise = curve.findLastIndex(([, kw], j) => j > 0 && kw > curve[j - 1]![1]);
    this.#fallsFromKwh = rise < 0 ? 0 : curve[rise]![0];
    this.#goalHours = this.#curve.hoursTo(this.goalKwh);
  }

  /** Time to the goal at full power [h]. */
  hoursToGoal(storedKwh: number): number {
    return storedKwh < this.goalKwh ? this.#goalHours - this.#curve.hoursTo(storedKwh) : 0;
  }

  /** The most it takes on the way to its goal [kW, outlet side]. */
  highestKw(storedKwh: number): number {
    return storedKwh < this.goalKwh ? this.#curve.highestFrom(storedKwh) : 0;
  }

  /** What it may draw under a limit on the way to its goal [kW, grid side]. */
  gridKw(limitKw: number, storedKwh: number): number {
    return this.#loss.acKw(Math.min(limitKw, this.highestKw(storedKwh)));
  }

  /** The limit that so much grid power allows [kW, outlet side]. */
  outletKw(gridKw: number): number {
    return this.#loss.dcKw(gridKw);
  }

  /** What it holds after some time under a limit, no more than its goal [kWh]. */
  storedAfter(limitKw: number, storedKwh: number, hours: number): number {
    if (limitKw < this.minKw || limitKw <= 0 || storedKwh >= this.goalKwh) return storedKwh;
    return Math.min(this.goalKwh, this.#curve.energyAfter(limitKw, storedKwh, hours));
  }

  /** The lowest limit under which it holds so much after some time, or the highest of any use. */
  limitToReach(wantedKwh: number, storedKwh: number, hours: number): number {
    const targetKwh = Math.min(wantedKwh, this.goalKwh);
    if (targetKwh <= storedKwh) return 0;
    const low = (targetKwh - storedKwh) / hours;
    const high = this.highestKw(storedKwh);
    if (low >= high) return high;
    const beyondKwh = (limitKw: number): number =>
      this.#curve.energyAfter(limitKw, storedKwh, hours) - targetKwh + ENERGY_TOLERANCE_KWH;
    if (beyondKwh(low) >= 0) return low;
    return beyondKwh(high) < 0 ? high : edgeOf(beyondKwh, high, low);
  }

  /** The most it gains in some time if it holds so much or more [kWh]. */
  mostGainKwh(storedKwh: number, hours: number): number {
    return storedKwh >= this.#fallsFromKwh
      ? this.#curve.energyAfter(Infinity, storedKwh, hours) - storedKwh
      : hours * this.#curve.highestFrom(storedKwh);
  }

  /**
   * The most it gains in some time at one constant power: what the curve gives at the end [kWh].
   * @param mostKwh more does not count
   */
  steadyGainKwh(storedKwh: number, hours: number, mostKwh: number): number {
    const { fullKwh, lastKw } = this.#curve;
    const firstKw = this.#curve.powerAt(storedKwh);
    const beyondKwh = (gainKwh: number): number => {
      const atKwh = storedKwh + gainKwh;
      const endKw = atKwh < fullKwh ? this.#curve.powerAt(atKwh) : lastKw;
      return hours * Math.min(firstKw, endKw) - gainKwh;
    };
    const high = Math.min(hours * firstKw, fullKwh - storedKwh, mostKwh);
    if (high <= 0) return 0;
    return beyondKwh(high) >= 0 ? high : edgeOf(beyondKwh, 0, high);
  }

  /** The least it must hold some time before it holds so much [kWh]. */
  fullBefore(storedKwh: number, hours: number): number {
    const endKwh = Math.min(storedKwh, this.#curve.fullKwh - ENERGY_TOLERANCE_KWH);
    return this.#curve.energyAtHour(Math.max(0, this.#curve.hoursTo(endKwh) - hours));
  }

  /** The same at one constant power. */
  steadyBefore(storedKwh: number, hours: number): number {
    const { fullKwh, lastKw } = this.#curve;
    const endKw = storedKwh < fullKwh ? this.#curve.powerAt(storedKwh) : lastKw;
    const beginKwh = Math.max(0, storedKwh - hours * endKw);
    return Math.max(0, storedKwh - hours * Math.min(endKw, this.#curve.powerAt(beginKwh)));
  }

  /** Time until its goal is reached under a limit [h]; Infinity where it never is. */
  hoursUnder(limitKw: number, storedKwh: number): number {
    if (storedKwh >= this.goalKwh) return 0;
    if (limitKw < this.minKw || limitKw <= 0) return Infinity;
    return this.#curve.hoursUnder(limitKw, storedKwh, this.goalKwh);
  }

  /** Charging for some time under a limit, past the goal where that lasts longer. */
  charge(limitKw: number, storedKwh: number, hours: number): Charged {
    if (limitKw < this.minKw || limitKw <= 0) return { storedKwh, gridKwh: 0 };
    const stretch = this.#stretch;
    const endKwh = this.#curve.energyAfter(limitKw, storedKwh, hours);
    let gridKwh = 0;
    let atKwh = storedKwh;
    while (atKwh < endKwh) {
      this.#curve.stretchUnder(limitKw, atKwh, stretch);
      const { startKw, slope } = stretch;
      const nextKwh = Math.min(stretch.endKwh, endKwh);
      if (!(nextKwh > atKwh)) break;
      const spent = hoursAlong(startKw, slope, nextKwh - atKwh);
      gridKwh += this.#loss.acKwh(nextKwh - atKwh, startKw, slope, spent);
      atKwh = nextKwh;
    }
    return { storedKwh: endKwh, gridKwh };
  }
}

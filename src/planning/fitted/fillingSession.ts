import type { PlannedSession } from "../../messages/index.ts";
import {
  ChargeCurve,
  ConverterLoss,
  ENERGY_TOLERANCE_KWH,
  hoursAlong,
  type Stretch,
} from "../../physics/index.ts";

/** Halvings until a limit is found: enough for a millionth of a kW. */
const HALVINGS = 40;

/** A session on its way through time: what it holds, and what a limit would make of it. */
export class FillingSession {
  readonly minKw: number;
  readonly reservedKw: number;
  readonly goalKwh: number;
  storedKwh: number;
  /** Grid energy so far [kWh]. */
  gridKwh = 0;
  readonly #curve: ChargeCurve;
  readonly #loss: ConverterLoss;
  readonly #goalHours: number;
  readonly #stretch: Stretch = { startKw: 0, slope: 0, endKwh: 0 };

  constructor({ curve, loss, minKw, reservedKw, storedKwh, leastKwh, desiredKwh }: PlannedSession) {
    this.#curve = new ChargeCurve(
      curve.map(([atKwh]) => atKwh),
      curve.map(([, kw]) => kw),
    );
    this.#loss = new ConverterLoss(loss, 1);
    this.minKw = minKw;
    this.reservedKw = reservedKw;
    this.storedKwh = storedKwh;
    // A curve that ends at 0 kW takes for ever for the last of it.
    const fullKwh = this.#curve.fullKwh - ENERGY_TOLERANCE_KWH;
    this.goalKwh = Math.max(storedKwh, Math.min(Math.max(leastKwh, desiredKwh), fullKwh));
    this.#goalHours = this.#curve.hoursTo(this.goalKwh);
  }

  /** Whether it still wants energy. */
  get isOpen(): boolean {
    return this.storedKwh < this.goalKwh;
  }

  /** Time to its goal at full power [h]. */
  get hoursToGoal(): number {
    return this.isOpen ? this.#goalHours - this.#curve.hoursTo(this.storedKwh) : 0;
  }

  /** The most it takes from here on [kW, outlet side]. */
  get highestKw(): number {
    return this.isOpen ? this.#curve.highestFrom(this.storedKwh) : 0;
  }

  /** What it may draw under a limit from here on [kW, grid side]. */
  gridKw(limitKw: number): number {
    return this.#loss.acKw(Math.min(limitKw, this.highestKw));
  }

  /** The limit that so much grid power allows [kW, outlet side]. */
  outletKw(gridKw: number): number {
    return this.#loss.dcKw(gridKw);
  }

  /** What it holds after some time under a limit, no more than its goal [kWh]. */
  storedAfter(limitKw: number, hours: number): number {
    if (limitKw < this.minKw || limitKw <= 0 || !this.isOpen) return this.storedKwh;
    return Math.min(this.goalKwh, this.#curve.energyAfter(limitKw, this.storedKwh, hours));
  }

  /** The lowest limit under which it holds so much after some time, or the highest that is of use. */
  limitToReach(storedKwh: number, hours: number): number {
    const gainKwh = Math.min(storedKwh, this.goalKwh) - this.storedKwh;
    if (gainKwh <= 0) return 0;
    let low = gainKwh / hours;
    let high = this.highestKw;
    if (low >= high) return high;
    const reaches = (limitKw: number): boolean =>
      this.#curve.energyAfter(limitKw, this.storedKwh, hours) >=
      this.storedKwh + gainKwh - ENERGY_TOLERANCE_KWH;
    if (reaches(low)) return low;
    for (let i = 0; i < HALVINGS && high - low > 1e-6; i++) {
      const middle = (low + high) / 2;
      if (reaches(middle)) high = middle;
      else low = middle;
    }
    return high;
  }

  /**
   * The most it gains in some time at one constant power, if it held so much at the beginning
   * [kWh]: power then is what the curve gives at the end.
   */
  steadyGainKwh(storedKwh: number, hours: number): number {
    const fullKwh = this.#curve.fullKwh;
    let high = Math.min(hours * this.#curve.highestFrom(storedKwh), fullKwh - storedKwh);
    const isHeld = (gainKwh: number): boolean => {
      const atKwh = storedKwh + gainKwh;
      const lastKw = atKwh < fullKwh ? this.#curve.powerAt(atKwh) : this.#curve.lastKw;
      return gainKwh <= hours * Math.min(this.#curve.powerAt(storedKwh), lastKw);
    };
    if (high <= 0 || isHeld(high)) return Math.max(0, high);
    let low = 0;
    for (let i = 0; i < HALVINGS && high - low > ENERGY_TOLERANCE_KWH; i++) {
      const middle = (low + high) / 2;
      if (isHeld(middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Time until its goal is reached under a limit [h]; Infinity where it never is. */
  hoursUnder(limitKw: number): number {
    if (!this.isOpen) return 0;
    if (limitKw < this.minKw || limitKw <= 0) return Infinity;
    return this.#curve.hoursUnder(limitKw, this.storedKwh, this.goalKwh);
  }

  /** Charges for some time under a limit, past its goal where that lasts longer. */
  charge(limitKw: number, hours: number): void {
    if (limitKw < this.minKw || limitKw <= 0) return;
    const stretch = this.#stretch;
    const endKwh = this.#curve.energyAfter(limitKw, this.storedKwh, hours);
    let left = hours;
    while (left > 0 && this.storedKwh < endKwh) {
      this.#curve.stretchUnder(limitKw, this.storedKwh, stretch);
      const { startKw, slope } = stretch;
      const reachedKwh = Math.min(stretch.endKwh, endKwh);
      const spent = Math.min(left, hoursAlong(startKw, slope, reachedKwh - this.storedKwh));
      this.gridKwh += this.#loss.acKwh(reachedKwh - this.storedKwh, startKw, slope, spent);
      this.storedKwh = reachedKwh;
      left -= spent;
    }
  }
}

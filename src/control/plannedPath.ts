import type { PlannedCharging, PlannedSession } from "../messages/index.ts";
import { ChargeCurve, ConverterLoss } from "../physics/index.ts";

const HOUR_MS = 3_600_000;

/** How one session is to go by its plan: outlet power and stored energy over time. Time only moves on. */
export class PlannedPath {
  readonly session: PlannedSession;
  readonly #curve: ChargeCurve;
  /** When power changes, the beginning first; from then on, and what is stored then. */
  readonly #timesMs: number[] = [];
  readonly #outletKw: number[] = [];
  readonly #storedKwh: number[] = [];
  #at = 0;

  constructor(session: PlannedSession, { powerKw }: PlannedCharging) {
    const { curve, storedKwh, fromMs, toMs } = session;
    this.session = session;
    this.#curve = new ChargeCurve(
      curve.map(([kwh]) => kwh),
      curve.map(([, kw]) => kw),
    );
    const loss = new ConverterLoss(session.loss, 1);
    let reachedKwh = storedKwh;
    for (const [i, [stepMs, gridKw]] of powerKw.entries()) {
      // The first value holds before its time, too.
      const beginMs = i === 0 ? fromMs : stepMs;
      const endMs = Math.min(powerKw[i + 1]?.[0] ?? toMs, toMs);
      if (endMs <= beginMs) continue;
      const outletKw = loss.dcKw(gridKw);
      this.#timesMs.push(beginMs);
      this.#outletKw.push(outletKw);
      this.#storedKwh.push(reachedKwh);
      const hours = (endMs - beginMs) / HOUR_MS;
      reachedKwh = this.#curve.energyAfter(outletKw, reachedKwh, hours);
    }
    this.#timesMs.push(toMs);
    this.#outletKw.push(0);
    this.#storedKwh.push(reachedKwh);
  }

  /** Instants at which planned power changes, the end included. */
  get stepsMs(): readonly number[] {
    return this.#timesMs;
  }

  /** Planned power at an instant [kW, outlet side]; 0 before and after the session. */
  outletKwAt(nowMs: number): number {
    this.#moveTo(nowMs);
    return nowMs < this.#timesMs[0]! ? 0 : this.#outletKw[this.#at]!;
  }

  /** Energy that should be stored at an instant [kWh]. */
  storedKwhAt(nowMs: number): number {
    this.#moveTo(nowMs);
    const hours = Math.max(0, nowMs - this.#timesMs[this.#at]!) / HOUR_MS;
    const fromKwh = this.#storedKwh[this.#at]!;
    return this.#curve.energyAfter(this.#outletKw[this.#at]!, fromKwh, hours);
  }

  #moveTo(nowMs: number): void {
    while (this.#at + 1 < this.#timesMs.length && this.#timesMs[this.#at + 1]! <= nowMs) this.#at++;
  }
}

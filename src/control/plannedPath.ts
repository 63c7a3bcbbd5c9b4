import type { PlannedCharging, PlannedSession, StepList } from "../messages/index.ts";
import { ChargeCurve, ConverterLoss } from "../physics/index.ts";

const HOUR_MS = 3_600_000;

/** How one session is to go by its plan: outlet power and stored energy over time. Time only moves on. */
export class PlannedPath {
  readonly session: PlannedSession;
  readonly #curve: ChargeCurve;
  /** When power into the battery changes, the beginning first; from then on, and what is stored then. */
  readonly #timesMs: number[] = [];
  readonly #outletKw: number[] = [];
  readonly #storedKwh: number[] = [];
  #at = 0;

  constructor(session: PlannedSession, { powerKw }: PlannedCharging) {
    const { curve, storedKwh, fixedLoadKw } = session;
    this.session = session;
    this.#curve = new ChargeCurve(
      curve.map(([kwh]) => kwh),
      curve.map(([, kw]) => kw),
    );
    const loss = new ConverterLoss(session.loss, 1);
    let reachedKwh = storedKwh;
    for (const [beginMs, endMs, gridKw, fixedKw] of spansOf(session, powerKw, fixedLoadKw)) {
      // What goes through its plug anyway is none of its charge.
      const outletKw = loss.dcKw(gridKw - fixedKw);
      this.#timesMs.push(beginMs);
      this.#outletKw.push(outletKw);
      this.#storedKwh.push(reachedKwh);
      const hours = (endMs - beginMs) / HOUR_MS;
      reachedKwh = this.#curve.energyAfter(outletKw, reachedKwh, hours);
    }
    this.#timesMs.push(session.toMs);
    this.#outletKw.push(0);
    this.#storedKwh.push(reachedKwh);
  }

  /** Instants at which planned power changes, the end included. */
  get stepsMs(): readonly number[] {
    return this.#timesMs;
  }

  /** Planned power into the battery at an instant [kW, outlet side]; 0 before and after the session. */
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

type Span = readonly [beginMs: number, endMs: number, oneKw: number, otherKw: number];

/** A stay cut wherever one of two powers changes; the first value of each holds before its time, too. */
function spansOf(
  { fromMs, toMs }: PlannedSession,
  one: StepList<number>,
  other: StepList<number>,
): Span[] {
  const spans: Span[] = [];
  let [i, j] = [0, 0];
  for (let beginMs = fromMs; beginMs < toMs;) {
    const nextMs = Math.min(one[i + 1]?.[0] ?? toMs, other[j + 1]?.[0] ?? toMs, toMs);
    if (nextMs > beginMs) spans.push([beginMs, nextMs, one[i]?.[1] ?? 0, other[j]![1]]);
    if (one[i + 1]?.[0] === nextMs) i++;
    if (other[j + 1]?.[0] === nextMs) j++;
    beginMs = Math.max(beginMs, nextMs);
  }
  return spans;
}

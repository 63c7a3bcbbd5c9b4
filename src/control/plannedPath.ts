import type { PlannedCharging, PlannedSession, StepList } from "../messages/index.ts";
import { ChargeCurve, ConverterLoss } from "../physics/index.ts";

const HOUR_MS = 3_600_000;

/** How one session is to go by its plan: outlet power and stored energy over time. Time only moves on. */
export class PlannedPath {
  readonly session: PlannedSession;
  /** When power into the battery changes, the beginning first and the end last; from then on [kW, outlet side]. */
  readonly #timesMs: number[] = [];
  readonly #outletKw: number[] = [];
  #at = 0;
  /** Made for who is asked after: most sessions of a plan are yet to come when the next one is made. */
  #curve: ChargeCurve | null = null;
  /** Stored when power changes for this time. */
  #storedKwh: number;
  #storedAt = 0;

  constructor(session: PlannedSession, { powerKw }: PlannedCharging) {
    this.session = session;
    this.#storedKwh = session.storedKwh;
    const loss = new ConverterLoss(session.loss, 1);
    for (const [beginMs, gridKw, fixedKw] of spansOf(session, powerKw, session.fixedLoadKw)) {
      this.#timesMs.push(beginMs);
      // What goes through its plug anyway is none of its charge.
      this.#outletKw.push(loss.dcKw(gridKw - fixedKw));
    }
    this.#timesMs.push(session.toMs);
    this.#outletKw.push(0);
  }

  /** When planned power next changes, the end included; Infinity: never. */
  nextStepMs(nowMs: number): number {
    this.#moveTo(nowMs);
    return this.#timesMs[nowMs < this.#timesMs[0]! ? 0 : this.#at + 1] ?? Infinity;
  }

  /** Planned power into the battery at an instant [kW, outlet side]; 0 before and after the session. */
  outletKwAt(nowMs: number): number {
    this.#moveTo(nowMs);
    return nowMs < this.#timesMs[0]! ? 0 : this.#outletKw[this.#at]!;
  }

  /** Energy that should be stored at an instant [kWh]. */
  storedKwhAt(nowMs: number): number {
    this.#moveTo(nowMs);
    const timesMs = this.#timesMs;
    for (; this.#storedAt < this.#at; this.#storedAt++) {
      this.#storedKwh = this.#storedAfter(timesMs[this.#storedAt + 1]! - timesMs[this.#storedAt]!);
    }
    return this.#storedAfter(Math.max(0, nowMs - timesMs[this.#at]!));
  }

  #storedAfter(durationMs: number): number {
    const { curve } = this.session;
    this.#curve ??= new ChargeCurve(
      curve.map(([kwh]) => kwh),
      curve.map(([, kw]) => kw),
    );
    const outletKw = this.#outletKw[this.#storedAt]!;
    return this.#curve.energyAfter(outletKw, this.#storedKwh, durationMs / HOUR_MS);
  }

  #moveTo(nowMs: number): void {
    while (this.#at + 1 < this.#timesMs.length && this.#timesMs[this.#at + 1]! <= nowMs) this.#at++;
  }
}

type Span = readonly [beginMs: number, oneKw: number, otherKw: number];

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
    if (nextMs > beginMs) spans.push([beginMs, one[i]?.[1] ?? 0, other[j]![1]]);
    if (one[i + 1]?.[0] === nextMs) i++;
    if (other[j + 1]?.[0] === nextMs) j++;
    beginMs = Math.max(beginMs, nextMs);
  }
  return spans;
}

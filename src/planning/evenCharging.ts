import type { PlannedCharging, PlannedSession } from "../messages/index.ts";
import { ChargeCurve, ConverterLoss, ENERGY_TOLERANCE_KWH } from "../physics/index.ts";
import { edgeOf } from "./edgeOf.ts";

const HOUR_MS = 3_600_000;
/** A power below this is nothing [kW]. */
const NEGLIGIBLE_KW = 1e-9;

/** A time in which nothing changes. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One session that is charged at even power, step by step. */
export class EvenCharging {
  readonly session: PlannedSession;
  readonly index: number;
  readonly #curve: ChargeCurve;
  readonly #loss: ConverterLoss;
  /** No further than this [kWh]; a curve that ends at 0 kW never gets to its very end. */
  readonly #goalKwh: number;
  readonly #steps: [fromMs: number, powerKw: number][] = [];
  #storedKwh: number;
  /** Outlet power that would be enough to the end; null: to be found anew. */
  #evenKw: number | null = null;
  #leastAtMs: number | null = null;
  #desiredAtMs: number | null = null;
  #shortOf: { node: number; fromMs: number; toMs: number } | null = null;

  /** @param index of the session in its problem */
  constructor(session: PlannedSession, index: number) {
    this.index = index;
    const { curve, loss, storedKwh, desiredKwh, fromMs } = session;
    this.session = session;
    this.#curve = new ChargeCurve(
      curve.map(([kwh]) => kwh),
      curve.map(([, kw]) => kw),
    );
    this.#loss = new ConverterLoss(loss, 1);
    this.#goalKwh = Math.min(desiredKwh, this.#curve.fullKwh);
    this.#storedKwh = storedKwh;
    this.#note(fromMs);
  }

  isHere(atMs: number): boolean {
    return this.session.fromMs <= atMs && atMs < this.session.toMs;
  }

  /** Time to the goal at full power [ms]. */
  get remainingMs(): number {
    const endKwh = Math.min(this.#goalKwh, this.#curve.fullKwh - ENERGY_TOLERANCE_KWH);
    if (this.#storedKwh >= endKwh) return 0;
    return (this.#curve.hoursTo(endKwh) - this.#curve.hoursTo(this.#storedKwh)) * HOUR_MS;
  }

  get remainingKwh(): number {
    return Math.max(0, this.#goalKwh - this.#storedKwh);
  }

  /** Grid power that is enough when it stays the same to the end, the least that flows at least [kW]. */
  evenGridKw(atMs: number): number {
    if (this.remainingKwh <= ENERGY_TOLERANCE_KWH) return 0;
    this.#evenKw ??= this.#findEvenKw((this.session.toMs - atMs) / HOUR_MS);
    return this.#loss.acKw(Math.max(this.#evenKw, this.session.minKw));
  }

  /** What its plug can take beyond what is set aside and goes through it anyway [kW]. */
  roomKw(fixedKw: number): number {
    const mostKw = this.#loss.acKw(this.#curve.highestFrom(0));
    return Math.max(0, mostKw - this.session.reservedKw - fixedKw);
  }

  /** The least grid power that flows at all [kW]. */
  get minGridKw(): number {
    return this.#loss.acKw(this.session.minKw);
  }

  /**
   * Charges for an interval with what is set aside for it and so much more.
   * @param fixedKw what goes through its plug anyway
   * @param fullNode the node that is full if that is less than even
   */
  charge(moreKw: number, fixedKw: number, span: Interval, fullNode: () => number): void {
    const { fromMs, toMs } = span;
    const { reservedKw } = this.session;
    const flowKw = moreKw + reservedKw;
    if (flowKw < this.evenGridKw(fromMs) - NEGLIGIBLE_KW) {
      this.#shortOf ??= { node: fullNode(), fromMs, toMs };
      this.#evenKw = null;
    }
    this.#step(fromMs, flowKw + fixedKw);
    if (flowKw < this.minGridKw - NEGLIGIBLE_KW || flowKw <= 0) return;
    const outletKw = this.#loss.dcKw(flowKw);
    const hours = this.#curve.hoursUnder(outletKw, this.#storedKwh, this.#goalKwh);
    const doneMs = fromMs + Math.ceil(hours * HOUR_MS);
    if (doneMs < toMs) {
      this.#storedKwh = Math.max(this.#storedKwh, this.#goalKwh);
      this.#step(doneMs, reservedKw + fixedKw);
      this.#note(doneMs);
    } else {
      const spanHours = (toMs - fromMs) / HOUR_MS;
      const reachedKwh = this.#curve.energyAfter(outletKw, this.#storedKwh, spanHours);
      this.#storedKwh = Math.max(this.#storedKwh, Math.min(reachedKwh, this.#goalKwh));
      this.#note(toMs);
    }
  }

  /** @param nodeIds names of what may be full */
  planned(nodeIds: readonly string[]): PlannedCharging {
    const { id, toMs, leastKwh } = this.session;
    this.#step(toMs, 0);
    const unmetKwh = Math.max(0, leastKwh - this.#storedKwh);
    const isShort = unmetKwh > ENERGY_TOLERANCE_KWH;
    const { node, ...span } = this.#shortOf ?? { node: -1, fromMs: this.session.fromMs, toMs };
    return {
      id,
      powerKw: this.#steps,
      leavesWithKwh: this.#storedKwh,
      leastAtMs: this.#leastAtMs,
      desiredAtMs: this.#desiredAtMs,
      unmetKwh: isShort ? unmetKwh : 0,
      shortfall: isShort ? { nodeId: nodeIds[node] ?? null, ...span, moreKw: null } : null,
    };
  }

  /** The least outlet power that reaches the goal in time; the most that is accepted when none does. */
  #findEvenKw(hours: number): number {
    const sparesHours = (kw: number): number =>
      hours - this.#curve.hoursUnder(kw, this.#storedKwh, this.#goalKwh);
    const low = this.remainingKwh / hours;
    const high = this.#curve.highestFrom(this.#storedKwh);
    if (low >= high || sparesHours(low) >= -1e-12 * hours) return Math.min(low, high);
    return sparesHours(high) >= 0 ? edgeOf(sparesHours, high, low) : high;
  }

  #step(atMs: number, powerKw: number): void {
    const last = this.#steps.at(-1);
    if (last?.[0] === atMs) last[1] = powerKw;
    else if (last?.[1] !== powerKw) this.#steps.push([atMs, powerKw]);
  }

  #note(atMs: number): void {
    const reachedKwh = this.#storedKwh + ENERGY_TOLERANCE_KWH;
    if (reachedKwh >= this.session.leastKwh) this.#leastAtMs ??= atMs;
    if (reachedKwh >= this.session.desiredKwh) this.#desiredAtMs ??= atMs;
  }
}

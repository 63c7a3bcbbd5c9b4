import type { PlannedSession, RequestChanged } from "../messages/index.ts";
import type { PlanBook } from "./planBook.ts";
import type { Belief } from "./belief.ts";
import { SOC_ROUNDING } from "./believedCharge.ts";
import type { Session } from "./session.ts";
import { stayAhead } from "./stayAhead.ts";
import { planIdOf, stayHere } from "./stayHere.ts";

/**
 * So many plans between two fixed times are asked for at once; more of them, on bad links say, have to
 * wait for each other (estimate).
 */
const AT_ONCE = 20;

/** Plain JSON. */
export interface ReplanningSnapshot {
  readonly dueAtMs: number | null;
  readonly askedAtMs: number | null;
  readonly askedSinceFixed: number;
  readonly baseLoadsKw: readonly number[];
}

/**
 * When the next plan is due: at fixed times as long as anybody is there or expected,
 * and as soon as something goes otherwise than the last problem said. What makes it
 * harder counts at once, what makes it easier only beyond a tolerance.
 */
export class Replanning {
  readonly #belief: Belief;
  readonly #book: PlanBook;
  #dueAtMs = Infinity;
  #askedAtMs = -Infinity;
  #askedSinceFixed = 0;
  /** Of each node, as of the last problem. */
  #baseLoadsKw: readonly number[];

  constructor(belief: Belief, book: PlanBook) {
    this.#belief = belief;
    this.#book = book;
    this.#baseLoadsKw = this.#baseLoadsNow();
  }

  get dueAtMs(): number {
    return this.#dueAtMs;
  }

  /** A plan is asked for; the next is due at the next fixed time, if there is anybody to plan for. */
  asked(nowMs: number, isIdle: boolean): void {
    const isNextSpan = this.#fixedMsFrom(nowMs) !== this.#fixedMsFrom(this.#askedAtMs);
    this.#askedSinceFixed = isNextSpan ? 1 : this.#askedSinceFixed + 1;
    this.#askedAtMs = nowMs;
    this.#dueAtMs = isIdle ? Infinity : this.#fixedMsFrom(nowMs + 1);
    this.#baseLoadsKw = this.#baseLoadsNow();
  }

  /** Something goes otherwise; there are not two plans in one instant. */
  soon(nowMs: number): void {
    const { quantumMs, replanToleranceMs } = this.#belief.model.options;
    const isStorm = this.#askedSinceFixed >= AT_ONCE;
    const pauseMs = isStorm ? Math.max(quantumMs, replanToleranceMs, 1) : 1;
    this.#dueAtMs = Math.min(this.#dueAtMs, Math.max(nowMs, this.#askedAtMs + pauseMs));
  }

  /** Somebody is behind. A new plan may not be able to change that: there is one in a quantum at most. */
  behind(nowMs: number): void {
    this.soon(Math.max(nowMs, this.#askedAtMs + this.#belief.model.options.quantumMs));
  }

  /** A request is new, or another than it was. */
  requested(request: RequestChanged, nowMs: number): void {
    const { sessions, requests } = this.#belief;
    const session = sessions.of(request.vehicleId);
    const isHere =
      session !== undefined && requests.current(request.vehicleId)?.requestId === request.requestId;
    const foreseen = this.#book.foreseen(request.requestId);
    const found = isHere
      ? stayHere(session, request, this.#belief, nowMs)
      : stayAhead(request, this.#belief, nowMs);
    if (foreseen !== undefined) {
      if (found === null || this.#isOtherwise(foreseen, found, isHere)) this.soon(nowMs);
    } else if (found !== null) {
      // Who comes later than that is planned with all others.
      const fixedMs = this.#fixedMsFrom(nowMs);
      this.soon(isHere || found.fromMs < fixedMs ? nowMs : fixedMs);
    }
  }

  /** A bus is plugged in. */
  connected(session: Session, nowMs: number): void {
    const { model, requests } = this.#belief;
    const { replanToleranceMs, replanToleranceSoc } = model.options;
    const request = requests.current(session.vehicleId);
    const foreseen = this.#book.foreseen(planIdOf(session, request));
    const found = stayHere(session, request, this.#belief, nowMs);
    const isAsForeseen =
      foreseen !== undefined &&
      Math.abs(foreseen.fromMs - nowMs) <= replanToleranceMs &&
      Math.abs(foreseen.storedKwh - found.storedKwh) <= replanToleranceSoc * found.usableKwh &&
      foreseen.node === found.node &&
      highestKw(foreseen) <= highestKw(found);
    if (!isAsForeseen) this.soon(nowMs);
  }

  /** A stay is over, by its name in the plan. */
  ended(id: string, nowMs: number): void {
    const { replanToleranceMs } = this.#belief.model.options;
    const foreseen = this.#book.foreseen(id);
    if (foreseen !== undefined && foreseen.toMs > nowMs + replanToleranceMs) this.soon(nowMs);
  }

  /** A base load was measured. */
  measured(nowMs: number): void {
    const { limitStepKw, releaseStepKw } = this.#belief.model.options;
    const isOtherwise = this.#baseLoadsNow().some((kw, node) => {
      const moreKw = kw - this.#baseLoadsKw[node]!;
      return moreKw > limitStepKw || moreKw < -releaseStepKw;
    });
    if (isOtherwise) this.soon(nowMs);
  }

  snapshot(): ReplanningSnapshot {
    return {
      dueAtMs: this.#dueAtMs < Infinity ? this.#dueAtMs : null,
      askedAtMs: this.#askedAtMs > -Infinity ? this.#askedAtMs : null,
      askedSinceFixed: this.#askedSinceFixed,
      baseLoadsKw: this.#baseLoadsKw,
    };
  }

  restore({ dueAtMs, askedAtMs, askedSinceFixed, baseLoadsKw }: ReplanningSnapshot): void {
    this.#askedSinceFixed = askedSinceFixed;
    this.#dueAtMs = dueAtMs ?? Infinity;
    this.#askedAtMs = askedAtMs ?? -Infinity;
    this.#baseLoadsKw = baseLoadsKw;
  }

  #isOtherwise(foreseen: PlannedSession, found: PlannedSession, isHere: boolean): boolean {
    const { replanToleranceMs, replanToleranceSoc } = this.#belief.model.options;
    const toleranceKwh = replanToleranceSoc * found.usableKwh;
    const roundingKwh = 2 * SOC_ROUNDING * found.usableKwh;
    const moreKwh = Math.max(
      found.leastKwh - foreseen.leastKwh,
      found.desiredKwh - foreseen.desiredKwh,
    );
    const laterMs = found.toMs - foreseen.toMs;
    if (laterMs < 0 || laterMs > replanToleranceMs) return true;
    if (moreKwh > roundingKwh || moreKwh < -toleranceKwh) return true;
    if (!isSameLoad(foreseen, found)) return true;
    if (isHere) return false;
    return (
      Math.abs(found.fromMs - foreseen.fromMs) > replanToleranceMs ||
      Math.abs(found.storedKwh - foreseen.storedKwh) > toleranceKwh
    );
  }

  #fixedMsFrom(nowMs: number): number {
    const { planEveryMs } = this.#belief.model.options;
    return Math.ceil(nowMs / planEveryMs) * planEveryMs;
  }

  #baseLoadsNow(): number[] {
    const { model, site } = this.#belief;
    return model.tree.ids.map((_, node) => site.baseLoadKw(node));
  }
}

function highestKw({ curve }: PlannedSession): number {
  return curve.reduce((highest, [, kw]) => Math.max(highest, kw), 0);
}

/** Whether a cabin takes the same as was foreseen, from when both were known on. */
function isSameLoad(one: PlannedSession, other: PlannedSession): boolean {
  const sinceMs = Math.max(one.fromMs, other.fromMs);
  const ahead = ({ fixedLoadKw, toMs }: PlannedSession): string => {
    const loads = fixedLoadKw.flatMap(([atMs, kw], i) => {
      const endMs = fixedLoadKw[i + 1]?.[0] ?? toMs;
      return kw > 0 && endMs > sinceMs ? [[Math.max(atMs, sinceMs), endMs, kw]] : [];
    });
    return JSON.stringify(loads);
  };
  return ahead(one) === ahead(other);
}

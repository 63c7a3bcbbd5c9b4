import type { ControlModel } from "./controlModel.ts";
import type { LimitLedger } from "./limitLedger.ts";
import { nextLimitKw } from "./limitSteps.ts";
import type { PlanBook } from "./planBook.ts";
import type { PlannedPath } from "./plannedPath.ts";
import { planIdOf } from "./plannedStay.ts";
import type { RequestBelief } from "./requestBelief.ts";
import { type Session, SOC_ROUNDING } from "./session.ts";
import type { SiteBelief } from "./siteBelief.ts";

const HOUR_MS = 3_600_000;

/** What tracking has to know. */
export interface TrackingSources {
  readonly model: ControlModel;
  readonly site: SiteBelief;
  readonly ledger: LimitLedger;
  readonly requests: RequestBelief;
  readonly book: PlanBook;
  /** A session has come to the end of its plan, or is behind it by more than is tolerated. */
  readonly onBehind: (nowMs: number) => void;
}

/**
 * Holds sessions to the plan. What a session has fallen behind it makes up for evenly
 * until it leaves, or faster where that stays under the planned peak.
 */
export class PlanTracking {
  readonly #from: TrackingSources;
  /** At the connection, what is none of the listed sessions' to draw [kW]. */
  #othersKw = 0;

  constructor(sources: TrackingSources) {
    this.#from = sources;
  }

  /**
   * Says for every session what its plan gives it now.
   * @returns what they may draw together by the plan, at the connection [kW]; Infinity without one
   */
  aim(sessions: readonly Session[], nowMs: number): number {
    const { book, requests, site, ledger } = this.#from;
    const { inForce } = book;
    let othersKw = site.baseKw + ledger.worstBelowKw(0);
    for (const session of sessions) {
      const id = planIdOf(session, requests.current(session.vehicleId));
      const path = inForce?.pathOf(id, nowMs);
      if (path === undefined) this.#goUnplanned(session, nowMs);
      else this.#follow(session, path, nowMs);
      othersKw -= ledger.worstKw[session.point]! - session.reservedKw;
    }
    this.#othersKw = othersKw;
    return inForce === null ? Infinity : inForce.plan.peakKw - othersKw;
  }

  /**
   * Takes note of what was given.
   * @returns when the plan changes, or `outdatedAtMs` if that is sooner
   */
  drew(
    sessions: readonly Session[],
    grantsKw: Float64Array,
    outdatedAtMs: number,
    nowMs: number,
  ): number {
    const { book, model } = this.#from;
    const { inForce } = book;
    let drawnKw = this.#othersKw;
    let roundingKw = 0;
    for (const [i, { point }] of sessions.entries()) {
      if (grantsKw[i]! <= 0) continue;
      drawnKw += grantsKw[i]!;
      roundingKw += model.points[point]!.loss.acKw(model.options.limitStepKw);
    }
    // What limits add by being rounded up is no peak to plan with: it would add up, plan by plan.
    const plannedKw = inForce?.plan.peakKw ?? -Infinity;
    if (drawnKw <= plannedKw + roundingKw) drawnKw = Math.min(drawnKw, plannedKw);
    book.paidPeakKw = Math.max(book.paidPeakKw, drawnKw);
    return Math.min(outdatedAtMs, inForce?.nextStepMs(nowMs) ?? Infinity);
  }

  /** Served as by leastLaxityFirst; whoever stays on past the end of its plan needs another. */
  #goUnplanned(session: Session, nowMs: number): void {
    session.plannedKw = 0;
    session.mayHaveMore = true;
    if (this.#from.book.inForce !== null) this.#from.onBehind(nowMs);
  }

  #follow(session: Session, path: PlannedPath, nowMs: number): void {
    const { options, points } = this.#from.model;
    const { usableKwh, point } = session;
    const isStranger = session.curve === null;
    const behindKwh = isStranger ? 0 : path.storedKwhAt(nowMs) - session.energyAt(nowMs);
    const isBehind = behindKwh > SOC_ROUNDING * usableKwh;
    const endMs = Math.min(session.departureAtMs, path.session.toMs);
    const makeUpKw = isBehind ? (behindKwh * HOUR_MS) / Math.max(1, endMs - nowMs) : 0;
    // Rounded up, so that rounding leaves no bus short.
    const limitKw = nextLimitKw(path.outletKwAt(nowMs) + makeUpKw, options.limitStepKw);
    const outletKw = Math.min(Math.max(limitKw, 0), points[point]!.ratedKw);
    session.plannedKw = session.beyondReserved(outletKw);
    session.mayHaveMore = isBehind || isStranger;
    if (behindKwh > options.replanToleranceSoc * usableKwh && !isStranger) {
      this.#from.onBehind(nowMs);
    }
  }
}

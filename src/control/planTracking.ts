import type { ControlModel } from "./controlModel.ts";
import type { LimitLedger } from "./limitLedger.ts";
import { limitInSteps } from "./limitInSteps.ts";
import type { PlanBook } from "./planBook.ts";
import type { PlannedPath } from "./plannedPath.ts";
import type { RequestBelief } from "./requestBelief.ts";
import { SOC_ROUNDING } from "./believedCharge.ts";
import type { Session } from "./session.ts";
import type { SiteBelief } from "./siteBelief.ts";
import { planIdOf } from "./stayHere.ts";

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
 * until it leaves, or faster where that stays under the planned peak; past its time it
 * gets all it can use.
 */
export class PlanTracking {
  readonly #from: TrackingSources;
  /** What rounding has added so far [kW, outlet side]. */
  #roundedUpKw = 0;
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
    this.#roundedUpKw = 0;
    this.#othersKw = site.baseBelowKw(0) + ledger.worstBelowKw(0);
    for (const session of sessions) {
      this.#othersKw -= ledger.worstKw[session.point]! - session.reservedKw;
      const id = planIdOf(session, requests.current(session.vehicleId));
      const path = inForce?.pathOf(id, nowMs);
      session.plannedKw = 0;
      session.mostKw = Infinity;
      if (!session.wantsCharge) {
        session.plannedKw = session.askKw;
        continue;
      }
      if (session.goesFirst || nowMs >= session.departureAtMs) session.plannedKw = Infinity;
      else if (path !== undefined) this.#follow(session, path, nowMs);
      // Whoever is in no plan, or stays on past its end, needs another.
      else if (inForce !== null) this.#from.onBehind(nowMs);
    }
    return inForce === null ? Infinity : inForce.plan.peakKw - this.#othersKw;
  }

  /**
   * Takes note of what is given.
   * @param grantsKw of as many sessions as were aimed at
   * @returns when the plan changes, or when it is time to see how it goes, or `outdatedAtMs`
   * if that is sooner
   */
  drew(grantsKw: Float64Array, outdatedAtMs: number, nowMs: number): number {
    const { book, model } = this.#from;
    const { inForce } = book;
    const drawnKw = grantsKw.reduce((sum, kw) => sum + kw, this.#othersKw);
    // What rounding up and making up add is no peak to plan with: it would grow, plan by plan.
    const paidKw = Math.min(drawnKw, inForce?.plan.peakKw ?? Infinity);
    book.paidPeakKw = Math.max(book.paidPeakKw, paidKw);
    if (inForce === null || grantsKw.length === 0) return outdatedAtMs;
    const { quantumMs } = model.options;
    return Math.min(outdatedAtMs, inForce.nextStepMs(nowMs), nowMs + Math.max(1, quantumMs));
  }

  #follow(session: Session, path: PlannedPath, nowMs: number): void {
    // Of a stranger nobody knows how far it is.
    if (session.curve === null) {
      session.plannedKw = session.beyondReserved(session.cabinKw + path.outletKwAt(nowMs));
      return;
    }
    const { options, points } = this.#from.model;
    const { usableKwh, departureAtMs, point } = session;
    const leftMs = Math.max(1, Math.min(departureAtMs, path.session.toMs) - nowMs);
    // As good as out of time: what is lost now can hardly be made up for.
    const isPressed = leftMs - session.remainingMs <= options.quantumMs;
    const behindKwh = path.storedKwhAt(nowMs) - session.energyAt(nowMs);
    // Less is what a link cannot tell: nothing may be missing at all. Who is pressed gets it, slowly.
    const unsureKwh = SOC_ROUNDING * usableKwh;
    const isBehind = behindKwh > (isPressed ? 1 : 2) * unsureKwh;
    const dueKwh = isBehind ? behindKwh - unsureKwh : 0;
    const perhapsKwh = isBehind || isPressed ? Math.max(0, behindKwh) : 0;
    const slowMs = Math.max(leftMs, options.quantumMs);
    const neededKw = Math.max(meanKw(dueKwh, leftMs), meanKw(perhapsKwh, slowMs));
    const outletKw = session.cabinKw + path.outletKwAt(nowMs);
    const limitKw = this.#rounded(outletKw + neededKw, isPressed);
    session.plannedKw = session.beyondReserved(Math.min(limitKw, points[point]!.ratedKw));
    const quickKw = outletKw + meanKw(perhapsKwh, Math.min(leftMs, options.quantumMs));
    session.mostKw = perhapsKwh > 0 ? session.beyondReserved(quickKw) : session.plannedKw;
    if (dueKwh > options.replanToleranceSoc * usableKwh) this.#from.onBehind(nowMs);
  }

  /**
   * A limit that can be commanded: up for whoever is pressed, so that rounding leaves no bus
   * short; else so that all together are no more than a step off.
   */
  #rounded(outletKw: number, isPressed: boolean): number {
    const { limitStepKw } = this.#from.model.options;
    const upKw = limitInSteps(outletKw, limitStepKw, "up");
    const goesUp = isPressed || this.#roundedUpKw + upKw - outletKw <= limitStepKw;
    const limitKw = goesUp ? upKw : limitInSteps(outletKw, limitStepKw, "down");
    this.#roundedUpKw += limitKw - outletKw;
    return limitKw;
  }
}

/** Power that moves an energy in a time [kW]. */
function meanKw(energyKwh: number, durationMs: number): number {
  return (energyKwh * HOUR_MS) / durationMs;
}

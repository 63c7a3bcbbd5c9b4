import { Headroom } from "../planning/index.ts";
import type { ControlModel } from "./controlModel.ts";
import type { Enforcement } from "./enforcement.ts";
import { inOrder } from "./inOrder.ts";
import type { LimitLedger } from "./limitLedger.ts";
import { limitInSteps } from "./limitInSteps.ts";
import { msToCrossing } from "./msToCrossing.ts";
import type { PlanTracking } from "./planTracking.ts";
import type { Belief } from "./belief.ts";
import type { Session } from "./session.ts";
import { setCabinsAside } from "./setCabinsAside.ts";
import { shareOut } from "./shareOut.ts";
import type { SiteBelief } from "./siteBelief.ts";

const HOUR_MS = 3_600_000;
/** Less than this is rounding [kW]. */
const TOLERANCE_KW = 1e-9;

/** Plain JSON. */
export interface DispatchSnapshot {
  /** Points, in the law's order as of the last decision. */
  readonly listed: readonly number[];
  readonly scarce: boolean;
  readonly grantsKw: readonly number[];
  readonly staleAtMs: readonly (number | null)[];
  readonly freeKw: readonly (number | null)[];
  readonly firstHeld: number;
  readonly orderUntilMs: number | null;
}

/**
 * Decides what every session's limit should be. While all that is asked fits,
 * everybody gets it; only when it does not is the law asked. Sessions that want
 * nothing and have nothing are dropped from the list until there is news of
 * them: a decision costs no more than the buses that still want energy.
 */
export class Dispatch {
  readonly #model: ControlModel;
  readonly #site: SiteBelief;
  readonly #ledger: LimitLedger;
  readonly #enforcement: Enforcement;
  /** null: nobody plans. */
  readonly #tracking: PlanTracking | null;
  readonly #freeKw: Float64Array;
  readonly #askedKw: Float64Array;
  /** Of each cabinet, as of the last survey. */
  readonly #freeModules: Float64Array;
  /** Of the last sharing, by place in the list. */
  #grantsKw = new Float64Array(64);
  #staleAtMs = new Float64Array(64);
  #listed: Session[] = [];
  #scarce = false;
  /** Of the last sharing: first of the list that was held back, and until when its order holds. */
  #firstHeld = 0;
  #orderUntilMs = Infinity;

  constructor(
    { model, site, ledger }: Pick<Belief, "model" | "site" | "ledger">,
    enforcement: Enforcement,
    tracking: PlanTracking | null,
  ) {
    this.#model = model;
    this.#site = site;
    this.#ledger = ledger;
    this.#enforcement = enforcement;
    this.#tracking = tracking;
    this.#freeKw = new Float64Array(model.tree.size);
    this.#askedKw = new Float64Array(model.tree.size);
    this.#freeModules = new Float64Array(model.cabinets.length);
  }

  /** There is news of a session. */
  add(session: Session): void {
    if (session.isListed || session.isOut) return;
    session.isListed = true;
    session.isNews = true;
    this.#listed.push(session);
  }

  /** A session is over, or out of control. */
  remove(session: Session): void {
    if (!session.isListed) return;
    session.isListed = false;
    this.#listed.splice(this.#listed.indexOf(session), 1);
  }

  /**
   * A session goes on under another limit than the last decision has seen.
   *
   * @returns when that decision will be out of date because of it
   */
  lookAhead(session: Session, nowMs: number): number {
    if (!session.isListed || this.#model.options.cadenceMs !== null) return Infinity;
    this.#refresh(session, nowMs);
    if (!this.#scarce) {
      session.keep(nowMs);
      return session.doneAtMs;
    }
    this.#staleAtMs[this.#listed.indexOf(session)] = session.staleAtMs;
    return session.staleAtMs;
  }

  /**
   * Sets `desiredKw` of every session and hands those whose limit is to change to
   * enforcement, in the law's order.
   *
   * @returns when this decision will be out of date without any news
   */
  decide(nowMs: number): number {
    const { law, options } = this.#model;
    this.#enforcement.startOver();
    // What was scarce likely still is: then one look is enough.
    let fits = this.#survey(nowMs, this.#scarce);
    if (law.keepsLimits && !fits && !this.#scarce) fits = this.#survey(nowMs, true);
    this.#scarce = law.keepsLimits && (!fits || this.#tracking !== null);
    const outdatedAtMs = this.#scarce ? this.#share(nowMs) : this.#giveAll(nowMs);
    const { cadenceMs } = options;
    return cadenceMs === null ? outdatedAtMs : (Math.floor(nowMs / cadenceMs) + 1) * cadenceMs;
  }

  /**
   * The cheap decision when nothing is new but that buses leave power idle: takes
   * it back and hands it to those held back, in the order of the last decision.
   */
  handOn(nowMs: number): number {
    const { tree, law, options, cabinets } = this.#model;
    const isOrdered = this.#scarce && law.share === "inOrder" && nowMs < this.#orderUntilMs;
    // Modules are not handed on in parts: with cabinets every decision is a whole one.
    if (!isOrdered || options.cadenceMs !== null || cabinets.length > 0) return this.decide(nowMs);
    const listed = this.#listed;
    const grantsKw = this.#grantsKw;
    let outdatedAtMs = this.#orderUntilMs;
    for (let i = 0; i < listed.length; i++) {
      let staleAtMs = this.#staleAtMs[i]!;
      if (staleAtMs <= nowMs) {
        const session = listed[i]!;
        this.#refresh(session, nowMs);
        staleAtMs = session.staleAtMs;
        this.#staleAtMs[i] = staleAtMs;
        const idleKw = grantsKw[i]! - session.askKw;
        if (idleKw > 0) {
          grantsKw[i] = session.askKw;
          tree.addAbove(this.#freeKw, session.node, idleKw);
          this.#want(session, session.wantKw);
        }
      }
      if (staleAtMs < outdatedAtMs) outdatedAtMs = staleAtMs;
    }
    const headroom = new Headroom(tree, this.#freeKw);
    for (let i = this.#firstHeld; i < listed.length && !headroom.isUsedUp; i++) {
      const session = listed[i]!;
      const grantedKw = grantsKw[i]!;
      const grantKw = Math.min(session.askKw, grantedKw + headroom.at(session.node));
      if (grantKw <= grantedKw || grantKw < session.minKw) continue;
      headroom.take(session.node, grantKw - grantedKw);
      grantsKw[i] = grantKw;
      this.#want(session, this.#limitFor(session, grantKw));
    }
    return outdatedAtMs;
  }

  snapshot(): DispatchSnapshot {
    return {
      listed: this.#listed.map(({ point }) => point),
      scarce: this.#scarce,
      grantsKw: Array.from(this.#grantsKw.subarray(0, this.#listed.length)),
      staleAtMs: Array.from(this.#staleAtMs.subarray(0, this.#listed.length), finiteOrNull),
      freeKw: Array.from(this.#freeKw, finiteOrNull),
      firstHeld: this.#firstHeld,
      orderUntilMs: finiteOrNull(this.#orderUntilMs),
    };
  }

  restore(saved: DispatchSnapshot, sessionAt: (point: number) => Session): void {
    this.#listed = saved.listed.map(sessionAt);
    for (const session of this.#listed) session.isListed = true;
    this.#scarce = saved.scarce;
    this.#makeRoom(saved.grantsKw.length);
    this.#grantsKw.set(saved.grantsKw);
    this.#staleAtMs.set(saved.staleAtMs.map((atMs) => atMs ?? Infinity));
    this.#freeKw.set(saved.freeKw.map((kw) => kw ?? Infinity));
    this.#firstHeld = saved.firstHeld;
    this.#orderUntilMs = saved.orderUntilMs ?? Infinity;
  }

  /**
   * Brings asks up to date, those that are merely generous only if somebody else
   * could use it, drops who is through, and finds what charging may draw.
   *
   * @returns whether all that is asked fits
   */
  #survey(nowMs: number, scarce: boolean): boolean {
    const { tree, options } = this.#model;
    const always = options.cadenceMs !== null;
    const { worstKw } = this.#ledger;
    const askedKw = this.#askedKw.fill(0);
    const ownKw = this.#freeKw.fill(0);
    const listed = this.#listed;
    let kept = 0;
    for (let i = 0; i < listed.length; i++) {
      const session = listed[i]!;
      const { point, node } = session;
      session.setAside(0);
      const dueAtMs = scarce ? session.staleAtMs : session.doneAtMs;
      if (dueAtMs <= nowMs || session.isNews || always) {
        this.#refresh(session, nowMs);
        if (!scarce && !always) session.keep(nowMs);
        const isGiven = session.isHeld && session.commandedKw > 0;
        if (session.wantKw === 0 && worstKw[point] === session.reservedKw && !isGiven) {
          session.desiredKw = 0;
          session.isListed = false;
          continue;
        }
      }
      if (kept < i) listed[kept] = session;
      kept++;
      askedKw[node]! += session.askKw;
      ownKw[node]! += worstKw[point]! - session.reservedKw;
    }
    if (kept < listed.length) listed.length = kept;
    tree.sumUp(askedKw);
    tree.sumUp(ownKw);
    let fits = this.#ledger.modules.survey(listed, this.#freeModules);
    for (let node = 0; node < tree.size; node++) {
      // The worst case of points that are not listed is taken off, and every fallback.
      const othersKw = this.#ledger.worstBelowKw(node) - ownKw[node]!;
      const freeKw = this.#site.forChargingKw(node) - othersKw;
      this.#freeKw[node] = freeKw;
      if (askedKw[node]! > freeKw + TOLERANCE_KW) fits = false;
    }
    return fits;
  }

  #refresh(session: Session, nowMs: number): void {
    const { cadenceMs } = this.#model.options;
    session.refresh(nowMs);
    if (cadenceMs === null || session.wantKw === 0) return;
    // Nothing changes until the next decision: more than it can take by then would be wasted.
    const enoughKw = (session.missingKwh(nowMs) * HOUR_MS) / cadenceMs;
    if (!session.wantsCharge || session.wantKw - session.cabinKw <= enoughKw) return;
    session.want(session.cabinKw + Math.max(enoughKw, session.minOutletKw));
  }

  #giveAll(nowMs: number): number {
    let outdatedAtMs = Infinity;
    for (const session of this.#listed) {
      this.#want(session, session.wantKw);
      if (session.doneAtMs > nowMs) outdatedAtMs = Math.min(outdatedAtMs, session.doneAtMs);
    }
    return outdatedAtMs;
  }

  #share(nowMs: number): number {
    const { tree, law, options, points } = this.#model;
    const listed = this.#listed;
    inOrder(listed, law, options.quantumMs, nowMs);
    this.#makeRoom(listed.length);
    const grantsKw = this.#grantsKw;
    const tracking = this.#tracking;
    setCabinsAside(listed, points, { tree, freeKw: this.#freeKw, freeModules: this.#freeModules });
    const free = {
      tree,
      freeKw: this.#freeKw,
      freeModules: this.#freeModules,
      plannedPeakKw: tracking?.aim(listed, nowMs) ?? Infinity,
    };
    shareOut(law, listed, free, grantsKw, options.incrementKw);
    this.#firstHeld = listed.length;
    let outdatedAtMs = Infinity;
    const crossing = { held: -1, heldNext: -1, charging: -1, chargingBefore: -1 };
    for (let i = 0; i < listed.length; i++) {
      const session = listed[i]!;
      const { staleAtMs } = session;
      this.#staleAtMs[i] = staleAtMs;
      if (staleAtMs < outdatedAtMs) outdatedAtMs = staleAtMs;
      const grantKw = grantsKw[i]!;
      const served =
        grantKw >= session.askKw - TOLERANCE_KW && (grantKw > 0 || !this.#isOverdrawn(session));
      this.#want(session, served ? session.wantKw : this.#limitFor(session, grantKw));
      if (session.desiredKw > 0) {
        crossing.chargingBefore = crossing.charging;
        crossing.charging = i;
      }
      if (!served && crossing.heldNext < 0) {
        if (crossing.held < 0) {
          crossing.held = i;
          this.#firstHeld = i;
        } else crossing.heldNext = i;
      }
    }
    this.#orderUntilMs = law.drifts
      ? nowMs + Math.max(msToCrossing(listed, crossing), options.quantumMs)
      : Infinity;
    if (tracking === null) return Math.min(outdatedAtMs, this.#orderUntilMs);
    const givenKw = grantsKw.subarray(0, listed.length);
    return tracking.drew(givenKw, Math.min(outdatedAtMs, this.#orderUntilMs), nowMs);
  }

  #want(session: Session, limitKw: number): void {
    session.desiredKw = limitKw;
    if (limitKw !== session.commandedKw) this.#enforcement.want(session);
  }

  #makeRoom(sessions: number): void {
    if (this.#grantsKw.length >= sessions) return;
    this.#grantsKw = new Float64Array(sessions * 2);
    this.#staleAtMs = new Float64Array(sessions * 2);
  }

  /** The highest limit that can be commanded for a part of what was asked [kW, outlet side]. */
  #limitFor(session: Session, grantKw: number): number {
    const powerKw = grantKw + session.reservedKw;
    if (powerKw <= 0 || (grantKw <= 0 && this.#isOverdrawn(session))) return 0;
    const { points, options } = this.#model;
    const outletKw = points[session.point]!.loss.dcKw(powerKw);
    const limitKw = limitInSteps(outletKw, options.limitStepKw, "down");
    // A cabin can be served where its battery takes nothing.
    const leastKw = session.asideKw > 0 ? points[session.point]!.minKw : session.minOutletKw;
    return limitKw >= leastKw - TOLERANCE_KW ? limitKw : 0;
  }

  /** Whether not even the fallbacks fit somewhere above it: then everybody there pauses. */
  #isOverdrawn({ node }: Session): boolean {
    return this.#model.tree.leastAbove(this.#freeKw, node) < -TOLERANCE_KW;
  }
}

function finiteOrNull(value: number): number | null {
  return value < Infinity ? value : null;
}

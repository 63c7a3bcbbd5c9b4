import {
  type Charging,
  type Connected,
  id,
  type RequestChanged,
  type SessionId,
  type VehicleId,
} from "../messages/index.ts";
import { type Battery, type ChargeCurve, ENERGY_TOLERANCE_KWH } from "../physics/index.ts";
import type { ChargingSession, SharedOutlet } from "../planning/index.ts";
import type { ControlOptions, PointModel } from "./controlModel.ts";
import { limitInSteps } from "./limitInSteps.ts";
import type { Order } from "./pointOrders.ts";

const HOUR_MS = 3_600_000;
/** Soc on a link is rounded to 0.0001. */
export const SOC_ROUNDING = 0.00005;
/** A cabinet that gives less than is expected by this much holds back [kW]: estimate. */
const HELD_BACK_KW = 1;

/** What a session has to know of the controller's options. */
type SessionOptions = Pick<ControlOptions, "limitStepKw" | "releaseStepKw">;

/** Plain JSON. */
export interface SessionSnapshot {
  readonly connected: Connected;
  readonly departureAtMs: number | null;
  readonly wantedSoc: number;
  readonly energyAtConnectKwh: number;
  readonly energyKwh: number;
  readonly asOfMs: number;
  readonly limitKw: number;
  readonly suppliedKw: number | null;
  readonly complete: boolean;
  readonly isNews: boolean;
  readonly isOut: boolean;
  readonly commandedKw: number;
  readonly desiredKw: number;
  readonly wantKw: number;
  readonly staleAtMs: number | null;
  readonly retryAtMs: number;
}

/**
 * What is believed of one plugged-in bus: where its charge stands, how it goes
 * on under the limit in force, and what it still wants. Between observations
 * belief follows the charge curve in closed form. Of a stranger nothing is
 * known but that it has not yet said it is complete.
 */
export class Session implements ChargingSession {
  readonly point: number;
  readonly node: number;
  readonly vehicleId: VehicleId;
  readonly sessionId: SessionId;
  readonly pluggedInAtMs: number;
  readonly outlet: SharedOutlet | null;
  /** What is set aside for it at all times: the fallback [kW, grid side]. */
  readonly reservedKw: number;
  /** Least power that flows at all [kW, outlet side], and what of it is not set aside [kW]. */
  readonly minOutletKw: number;
  readonly minKw: number;
  readonly usableKwh: number;
  /** What the bus takes here; null: a stranger. */
  readonly curve: ChargeCurve | null;

  departureAtMs = Infinity;
  targetSoc = 1;
  remainingKwh = Infinity;
  remainingMs = Infinity;
  /** The limit that serves it best [kW, outlet side], and what of it is not set aside [kW]. */
  wantKw = 0;
  askKw = 0;
  plannedKw = 0;
  mostKw = Infinity;

  /** The law's key at the last decision, and what limit that wants [kW, outlet side]. */
  key = 0;
  desiredKw = 0;
  /** After a refusal nothing is asked before this. */
  retryAtMs = 0;
  /** The limit last asked for, or the fallback [kW, outlet side]. */
  commandedKw = 0;
  /** Whether the next decision has to look at it, and whether it does so at every decision. */
  isNews = true;
  isListed = false;
  /** Whether nothing is decided about it, because it is out of control. */
  isOut = false;
  /** Whether it has said that it takes no more. */
  isComplete = false;
  /** Whether its desire is not yet commanded. */
  isOpen = false;
  /** When `askKw` will be higher than need be without any news. */
  staleAtMs = Infinity;
  /** When the target will be reached, if it is for us to stop there. */
  doneAtMs = Infinity;

  /** What the presystem wants it to leave with. */
  #wantedSoc = 1;
  #order: Order;

  readonly #connected: Connected;
  readonly #model: PointModel;
  readonly #options: SessionOptions;
  /**
   * A bus that has not said it is complete is not, whatever we have counted: its
   * soc was rounded on the link.
   */
  readonly #incompleteKwh: number;
  /** Time to the target at full power from an empty battery. */
  #targetHours = Infinity;
  #energyAtConnectKwh = 0;
  #energyKwh = 0;
  #asOfMs = 0;
  #limitKw = 0;
  /** What its cabinet gives where that is less than limit and bus have; Infinity elsewhere [kW]. */
  #suppliedKw = Infinity;

  /** As of #asOfMs: whether nothing holds it back, and the time to the target at full power. */
  #content = false;
  #remainingMs = Infinity;

  constructor(
    connected: Connected,
    point: number,
    model: PointModel,
    outlet: SharedOutlet | null,
    battery: Battery | undefined,
    options: SessionOptions,
    order: Order,
  ) {
    this.#connected = connected;
    this.#order = order;
    this.#model = model;
    this.#options = options;
    this.curve = battery?.behind(model) ?? null;
    this.usableKwh = battery?.usableKwh ?? 0;
    this.#incompleteKwh = (this.curve?.fullKwh ?? 0) - SOC_ROUNDING * this.usableKwh;
    this.point = point;
    this.outlet = outlet;
    this.node = model.node;
    this.vehicleId = connected.vehicleId ?? id<VehicleId>(model.pointId);
    this.sessionId = connected.sessionId;
    this.minOutletKw = Math.max(model.minKw, battery?.minKw ?? 0);
    this.reservedKw = model.loss.acKw(model.fallbackKw);
    this.minKw = this.beyondReserved(this.minOutletKw);
    this.pluggedInAtMs = connected.knownAtMs;
    this.#energyAtConnectKwh = (connected.soc ?? 0) * this.usableKwh;
    this.#energyKwh = Math.min(this.#energyAtConnectKwh, this.#incompleteKwh);
    this.#asOfMs = connected.knownAtMs;
    this.#limitKw = model.fallbackKw;
    this.commandedKw = model.fallbackKw;
    this.#aim();
  }

  /** What the presystem wants of this stay. */
  wanted(request: RequestChanged, nowMs: number): void {
    this.#advance(nowMs);
    this.departureAtMs = request.departureAtMs ?? Infinity;
    this.#wantedSoc = request.maxTargetSoc;
    this.#aim();
  }

  /** What a person on duty wants of it. */
  ordered(order: Order, nowMs: number): void {
    this.#advance(nowMs);
    this.#order = order;
    this.#aim();
    // Even where it cannot be reached, it is asked for no more than that.
    if (this.isHeld) this.desiredKw = 0;
  }

  /** Whether a person on duty wants nothing to flow. */
  get isHeld(): boolean {
    return this.#order === "hold" || this.#order === "outOfService";
  }

  /** Whether a person on duty wants it charged before all others. */
  get goesFirst(): boolean {
    return this.#order === "charge";
  }

  /** A limit is in force from now on. */
  limited(limitKw: number, nowMs: number): void {
    if (limitKw === this.#limitKw) return;
    // A limit it has just asked for, that leaves it all it can take, is no news.
    if (limitKw === this.wantKw && this.#content && nowMs === this.#asOfMs && !this.isNews) {
      this.#limitKw = limitKw;
      return;
    }
    this.#advance(nowMs);
    this.#limitKw = limitKw;
  }

  /** What station and vehicle say: soc within its rounding, the meter where within that. */
  measured({ knownAtMs, state, powerKw, energyKwh, soc }: Charging): void {
    let reachedKwh = this.#energyAtConnectKwh + energyKwh;
    if (soc !== null) {
      const lowKwh = (soc - SOC_ROUNDING) * this.usableKwh;
      const highKwh = (soc + SOC_ROUNDING) * this.usableKwh;
      reachedKwh = Math.min(Math.max(reachedKwh, lowKwh), highKwh);
      this.#energyAtConnectKwh = reachedKwh - energyKwh;
    }
    this.#energyKwh = Math.min(reachedKwh, this.#incompleteKwh);
    this.#asOfMs = knownAtMs;
    this.isComplete = state === "complete";
    this.#suppliedKw = this.#isHeldBack(powerKw) ? powerKw : Infinity;
    this.isNews = true;
  }

  /** Brings `askKw` up to this instant. */
  refresh(nowMs: number): void {
    this.#advance(nowMs);
    this.isNews = false;
    this.staleAtMs = Infinity;
    this.doneAtMs = Infinity;
    this.#ask(this.curve === null ? this.#model.ratedKw : this.#foresee(this.curve));
  }

  /** Brings `remainingMs` up to this instant; `askKw` must be fresh. */
  look(nowMs: number): void {
    const waitedMs = nowMs - this.#asOfMs;
    if (this.#limitKw === 0 || waitedMs === 0) this.remainingMs = this.#remainingMs;
    else if (this.#content) this.remainingMs = Math.max(0, this.#remainingMs - waitedMs);
    else this.remainingMs = this.#msToTarget(this.energyAt(nowMs));
  }

  /** Leaves it a limit that is higher than need be; `askKw` must be fresh. */
  keep(nowMs: number): void {
    if (this.wantKw === 0 || this.commandedKw <= this.wantKw) return;
    this.want(this.commandedKw);
    this.staleAtMs = nowMs;
  }

  /** Says which limit serves it best [kW, outlet side]; 0: none. */
  want(limitKw: number): void {
    this.wantKw = limitKw;
    this.askKw = this.beyondReserved(limitKw);
  }

  /** Energy still wanted at an instant [kWh]; Infinity for a stranger. */
  missingKwh(nowMs: number): number {
    if (this.curve === null) return Infinity;
    return Math.max(0, this.targetSoc * this.usableKwh - this.energyAt(nowMs));
  }

  snapshot(): SessionSnapshot {
    return {
      connected: this.#connected,
      departureAtMs: this.departureAtMs < Infinity ? this.departureAtMs : null,
      wantedSoc: this.#wantedSoc,
      energyAtConnectKwh: this.#energyAtConnectKwh,
      energyKwh: this.#energyKwh,
      asOfMs: this.#asOfMs,
      limitKw: this.#limitKw,
      suppliedKw: this.#suppliedKw < Infinity ? this.#suppliedKw : null,
      complete: this.isComplete,
      isNews: this.isNews,
      isOut: this.isOut,
      commandedKw: this.commandedKw,
      desiredKw: this.desiredKw,
      wantKw: this.wantKw,
      staleAtMs: this.staleAtMs < Infinity ? this.staleAtMs : null,
      retryAtMs: this.retryAtMs,
    };
  }

  restore(saved: SessionSnapshot): void {
    this.departureAtMs = saved.departureAtMs ?? Infinity;
    this.#wantedSoc = saved.wantedSoc;
    this.#aim();
    this.#energyAtConnectKwh = saved.energyAtConnectKwh;
    this.#energyKwh = saved.energyKwh;
    this.#asOfMs = saved.asOfMs;
    this.#limitKw = saved.limitKw;
    this.#suppliedKw = saved.suppliedKw ?? Infinity;
    this.isComplete = saved.complete;
    this.desiredKw = saved.desiredKw;
    this.retryAtMs = saved.retryAtMs;
    this.isOut = saved.isOut;
    this.commandedKw = saved.commandedKw;
    if (!saved.isNews) this.refresh(saved.asOfMs);
    this.want(saved.wantKw);
    this.staleAtMs = saved.staleAtMs ?? Infinity;
  }

  #aim(): void {
    const targetSoc = this.goesFirst ? 1 : this.#wantedSoc;
    this.targetSoc = targetSoc;
    if (this.curve === null) return;
    // A curve that ends at 0 kW would take forever for the last of it.
    const endKwh = this.curve.fullKwh - ENERGY_TOLERANCE_KWH;
    this.#targetHours = this.curve.hoursTo(Math.min(targetSoc * this.usableKwh, endKwh));
  }

  /** The most that flows under the limit in force, as far as is known [kW, outlet side]. */
  get #flowingKw(): number {
    return Math.min(this.#limitKw, this.#suppliedKw);
  }

  /** Whether so little flows that its cabinet must be the reason; a station of its own is none. */
  #isHeldBack(powerKw: number): boolean {
    if (this.outlet === null || this.curve === null || this.isComplete) return false;
    if (this.#limitKw < this.minOutletKw) return false;
    const expectedKw = Math.min(this.#limitKw, this.curve.powerAt(this.#energyKwh));
    return powerKw < expectedKw - HELD_BACK_KW;
  }

  /** Energy stored at an instant, as it is believed [kWh]. */
  energyAt(nowMs: number): number {
    const hours = (nowMs - this.#asOfMs) / HOUR_MS;
    if (this.curve === null || hours === 0 || this.#flowingKw < this.minOutletKw) {
      return this.#energyKwh;
    }
    const energyKwh = this.curve.energyAfter(this.#flowingKw, this.#energyKwh, hours);
    return Math.min(energyKwh, this.#incompleteKwh);
  }

  #advance(nowMs: number): void {
    this.#energyKwh = this.energyAt(nowMs);
    this.#asOfMs = nowMs;
    this.isNews = true;
  }

  #msToTarget(energyKwh: number): number {
    if (this.curve === null) return Infinity;
    return Math.max(0, this.#targetHours - this.curve.hoursTo(energyKwh)) * HOUR_MS;
  }

  /** Looks along the curve; returns the most the bus will take from here on [kW]. */
  #foresee(curve: ChargeCurve): number {
    const highestKw = curve.highestFrom(this.#energyKwh);
    this.#content = this.#flowingKw >= highestKw;
    this.#remainingMs = this.#msToTarget(this.#energyKwh);
    // The bus ends at full by itself; below that we have to, and rather late than early.
    const goalKwh = (this.targetSoc + SOC_ROUNDING) * this.usableKwh;
    const untilMs = goalKwh < this.#incompleteKwh ? this.#msUntil(goalKwh) : Infinity;
    const usefulKw = untilMs > 0 ? highestKw : 0;
    // Less than an instant can tell would be no progress at all.
    const doneMs = Math.max(1, untilMs);
    const heldKw = this.#isKept(usefulKw) ? this.#limitKw : usefulKw;
    const idleKwh = curve.lastEnergyAccepting(heldKw - this.#options.releaseStepKw);
    const idleMs = idleKwh > this.#energyKwh ? Math.max(1, this.#msUntil(idleKwh)) : Infinity;
    if (usefulKw > 0) {
      this.doneAtMs = this.#asOfMs + doneMs;
      this.staleAtMs = this.#asOfMs + Math.min(doneMs, idleMs);
    }
    return usefulKw;
  }

  /** Time until that energy is reached under the limit in force [ms]. */
  #msUntil(energyKwh: number): number {
    if (energyKwh - this.#energyKwh < ENERGY_TOLERANCE_KWH) return 0;
    if (this.#flowingKw < this.minOutletKw || this.curve === null) return Infinity;
    return this.curve.hoursUnder(this.#flowingKw, this.#energyKwh, energyKwh) * HOUR_MS;
  }

  /** Whether the limit in force suits a bus that can use so much: not less, not much more. */
  #isKept(usefulKw: number): boolean {
    const idleKw = this.#limitKw - usefulKw;
    return usefulKw > 0 && idleKw >= 0 && idleKw < this.#options.releaseStepKw;
  }

  #ask(usefulKw: number): void {
    const { limitStepKw } = this.#options;
    const { ratedKw } = this.#model;
    const wantKw = this.isComplete || this.isHeld ? 0 : usefulKw;
    if (this.#isKept(wantKw)) this.want(this.#limitKw);
    else this.want(Math.min(limitInSteps(wantKw, limitStepKw, "up"), ratedKw));
  }

  beyondReserved(limitKw: number): number {
    return Math.max(0, this.#model.loss.acKw(limitKw) - this.reservedKw);
  }
}

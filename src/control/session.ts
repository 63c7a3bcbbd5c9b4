import {
  type Connected,
  id,
  type RequestChanged,
  type SessionId,
  type VehicleId,
} from "../messages/index.ts";
import { type Battery, type ChargeCurve, ENERGY_TOLERANCE_KWH } from "../physics/index.ts";
import type { ChargingSession } from "../planning/index.ts";
import type { CabinLoad } from "./believedCabin.ts";
import {
  BelievedCharge,
  type BelievedChargeSnapshot,
  type ChargingHeard,
  SOC_ROUNDING,
} from "./believedCharge.ts";
import type { CabinetOutlet } from "./cabinetOutlet.ts";
import type { ControlOptions, PointModel } from "./controlModel.ts";
import { limitInSteps } from "./limitInSteps.ts";
import type { Order } from "./pointOrders.ts";

const HOUR_MS = 3_600_000;
/** What a session has to know of the controller's options. */
type SessionOptions = Pick<ControlOptions, "limitStepKw" | "releaseStepKw">;

/** Plain JSON. */
export interface SessionSnapshot {
  readonly connected: Connected;
  readonly departureAtMs: number | null;
  readonly wantedSoc: number;
  readonly charge: BelievedChargeSnapshot;
  readonly isNews: boolean;
  readonly isOut: boolean;
  readonly commandedKw: number;
  readonly desiredKw: number;
  readonly wantKw: number;
  readonly staleAtMs: number | null;
  readonly retryAtMs: number;
  readonly cabinKw: number;
  readonly asideKw: number;
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
  readonly outlet: CabinetOutlet | null;
  /** What is set aside for it at all times: the fallback [kW, grid side]. */
  readonly fallbackKw: number;
  /** Least power that its battery takes at all [kW, outlet side]. */
  readonly minOutletKw: number;
  readonly usableKwh: number;
  /** What the bus takes here; null: a stranger. */
  readonly curve: ChargeCurve | null;
  /** Where its charge stands. */
  readonly charge: BelievedCharge;

  /** What is set aside for it now: the fallback, and for its cabin so much beyond that [kW, grid side]. */
  reservedKw: number;
  asideKw = 0;
  /** Of the least power that it can use, what is not set aside [kW]. */
  minKw: number;
  departureAtMs = Infinity;
  targetSoc = 1;
  remainingKwh = Infinity;
  remainingMs = Infinity;
  /** The limit that serves it best [kW, outlet side], and what of it is not set aside [kW]. */
  wantKw = 0;
  askKw = 0;
  /** What of that limit is for its cabin [kW, outlet side], and whether any is for its battery. */
  cabinKw = 0;
  wantsCharge = false;
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
  /** Time to the target at full power from an empty battery. */
  #targetHours = Infinity;
  /** As of the last look: whether nothing holds it back, and the time to the target at full power. */
  #content = false;
  #remainingMs = Infinity;

  constructor(
    connected: Connected,
    point: number,
    model: PointModel,
    outlet: CabinetOutlet | null,
    battery: Battery | undefined,
    options: SessionOptions,
    order: Order,
  ) {
    this.#connected = connected;
    this.#order = order;
    this.#model = model;
    this.#options = options;
    this.charge = new BelievedCharge(connected, model, battery);
    this.curve = this.charge.curve;
    this.usableKwh = this.charge.usableKwh;
    this.point = point;
    this.outlet = outlet;
    this.node = model.node;
    this.vehicleId = connected.vehicleId ?? id<VehicleId>(model.pointId);
    this.sessionId = connected.sessionId;
    this.minOutletKw = this.charge.minOutletKw;
    this.fallbackKw = model.loss.acKw(model.fallbackKw);
    this.reservedKw = this.fallbackKw;
    this.minKw = this.beyondReserved(this.minOutletKw);
    this.pluggedInAtMs = connected.knownAtMs;
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

  /** Its cabin is to take that; null: nothing. */
  preconditioned(load: CabinLoad | null, nowMs: number): void {
    this.charge.preconditioned(load, nowMs);
    this.isNews = true;
  }

  /** What is set aside for its cabin beyond the fallback is so much, until that changes [kW, grid side]. */
  setAside(asideKw: number): void {
    if (asideKw === this.asideKw) return;
    this.asideKw = asideKw;
    this.reservedKw = this.fallbackKw + asideKw;
    this.outlet?.reserve(asideKw === 0 ? null : this.reservedKw);
    const leastKw = asideKw > 0 ? this.cabinKw + this.minOutletKw : this.minOutletKw;
    this.minKw = this.beyondReserved(leastKw);
    this.askKw = this.beyondReserved(this.wantKw);
  }

  /** A limit is in force from now on. */
  limited(limitKw: number, nowMs: number): void {
    const { charge } = this;
    if (limitKw === charge.limitKw) return;
    // A limit it has just asked for, that leaves it all it can take, is no news.
    const isFresh = nowMs === charge.asOfMs && !this.isNews;
    this.isNews = !(isFresh && this.#content && limitKw === this.wantKw);
    charge.limited(limitKw, nowMs);
  }

  /** What station and vehicle say. */
  measured(heard: ChargingHeard): void {
    this.charge.measured(heard);
    this.isNews = true;
  }

  /** Whether anybody knows which bus it is; else it goes by the name of its point. */
  get isNamed(): boolean {
    return this.#connected.vehicleId !== null;
  }

  /** Whether it has said that it takes no more. */
  get isComplete(): boolean {
    return this.charge.isComplete;
  }

  /** Energy stored at an instant, as it is believed [kWh]. */
  energyAt(nowMs: number): number {
    return this.charge.energyAt(nowMs);
  }

  /** Brings `askKw` up to this instant. */
  refresh(nowMs: number): void {
    this.#advance(nowMs);
    this.isNews = false;
    this.staleAtMs = Infinity;
    this.doneAtMs = Infinity;
    this.cabinKw = this.isHeld ? 0 : this.charge.cabin.wantsKw(nowMs);
    this.#ask(this.curve === null ? this.#model.ratedKw : this.#foresee(this.curve));
  }

  /** Brings `remainingMs` up to this instant; `askKw` must be fresh. */
  look(nowMs: number): void {
    const waitedMs = nowMs - this.charge.asOfMs;
    const isPaused = this.charge.forBatteryKw(this.charge.asOfMs) === 0;
    if (isPaused || waitedMs === 0) this.remainingMs = this.#remainingMs;
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
      charge: this.charge.snapshot(),
      isNews: this.isNews,
      isOut: this.isOut,
      commandedKw: this.commandedKw,
      desiredKw: this.desiredKw,
      wantKw: this.wantKw,
      staleAtMs: this.staleAtMs < Infinity ? this.staleAtMs : null,
      retryAtMs: this.retryAtMs,
      cabinKw: this.cabinKw,
      asideKw: this.asideKw,
    };
  }

  restore(saved: SessionSnapshot): void {
    this.departureAtMs = saved.departureAtMs ?? Infinity;
    this.#wantedSoc = saved.wantedSoc;
    this.#aim();
    this.charge.restore(saved.charge);
    this.desiredKw = saved.desiredKw;
    this.retryAtMs = saved.retryAtMs;
    this.isOut = saved.isOut;
    this.commandedKw = saved.commandedKw;
    if (!saved.isNews) this.refresh(saved.charge.asOfMs);
    this.cabinKw = saved.cabinKw;
    this.setAside(saved.asideKw);
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

  #advance(nowMs: number): void {
    this.charge.advance(nowMs);
    this.isNews = true;
  }

  #msToTarget(energyKwh: number): number {
    if (this.curve === null) return Infinity;
    return Math.max(0, this.#targetHours - this.curve.hoursTo(energyKwh)) * HOUR_MS;
  }

  /** Looks along the curve; returns the most the bus will take from here on [kW]. */
  #foresee(curve: ChargeCurve): number {
    const { energyKwh, incompleteKwh, asOfMs } = this.charge;
    const limitKw = this.charge.limitKw - this.cabinKw;
    const highestKw = curve.highestFrom(energyKwh);
    this.#content = this.charge.forBatteryKw(asOfMs) >= highestKw;
    this.#remainingMs = this.#msToTarget(energyKwh);
    // The bus ends at full by itself; below that we have to, and rather late than early.
    const goalKwh = (this.targetSoc + SOC_ROUNDING) * this.usableKwh;
    const untilMs = goalKwh < incompleteKwh ? this.#msUntil(goalKwh) : Infinity;
    const usefulKw = untilMs > 0 ? highestKw : 0;
    // Less than an instant can tell would be no progress at all.
    const doneMs = Math.max(1, untilMs);
    const heldKw = this.#isKept(usefulKw) ? limitKw : usefulKw;
    const idleKwh = curve.lastEnergyAccepting(heldKw - this.#options.releaseStepKw);
    const idleMs = idleKwh > energyKwh ? Math.max(1, this.#msUntil(idleKwh)) : Infinity;
    if (usefulKw > 0) {
      this.doneAtMs = asOfMs + doneMs;
      this.staleAtMs = asOfMs + Math.min(doneMs, idleMs);
    }
    return usefulKw;
  }

  /** Time until that energy is reached under the limit in force, a rounding aside [ms]. */
  #msUntil(energyKwh: number): number {
    if (energyKwh - this.charge.energyKwh < ENERGY_TOLERANCE_KWH) return 0;
    return this.charge.msUntil(energyKwh);
  }

  /** Whether the limit in force suits a bus whose battery can use so much: not less, not much more. */
  #isKept(usefulKw: number): boolean {
    const idleKw = this.charge.limitKw - this.cabinKw - usefulKw;
    return usefulKw > 0 && idleKw >= 0 && idleKw < this.#options.releaseStepKw;
  }

  #ask(usefulKw: number): void {
    const { limitStepKw } = this.#options;
    const { ratedKw } = this.#model;
    const chargeKw = this.isComplete || this.isHeld ? 0 : usefulKw;
    this.wantsCharge = chargeKw > 0;
    const wantKw = chargeKw + this.cabinKw;
    if (this.#isKept(chargeKw)) this.want(this.charge.limitKw);
    else this.want(Math.min(limitInSteps(wantKw, limitStepKw, "up"), ratedKw));
  }

  beyondReserved(limitKw: number): number {
    return Math.max(0, this.#model.loss.acKw(limitKw) - this.reservedKw);
  }
}

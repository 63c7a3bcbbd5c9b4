import type { Charging, Connected } from "../messages/index.ts";
import type { Battery, ChargeCurve } from "../physics/index.ts";
import { BelievedCabin, type BelievedCabinSnapshot, type CabinLoad } from "./believedCabin.ts";
import type { PointModel } from "./controlModel.ts";
import { EnergyMeter, type EnergyMeterSnapshot } from "./energyMeter.ts";

const HOUR_MS = 3_600_000;
/** Soc on a link is rounded to 0.0001. */
export const SOC_ROUNDING = 0.00005;
/** What flows is not what limit and bus have where it is this far from it [kW]: estimate. */
const UNLIKE_KW = 1;

/** Plain JSON. */
export interface BelievedChargeSnapshot {
  readonly energyAtConnectKwh: number;
  readonly energyKwh: number;
  readonly asOfMs: number;
  readonly limitKw: number;
  readonly saidKw: number;
  readonly asSaid: boolean;
  readonly saidSoc: number | null;
  readonly complete: boolean;
  readonly meter: EnergyMeterSnapshot;
  readonly cabin: BelievedCabinSnapshot;
}

/** What a station says of its session, as far as it can be believed; null: nobody knows. */
export interface ChargingHeard extends Pick<Charging, "knownAtMs" | "state" | "soc"> {
  readonly powerKw: number | null;
  readonly energyKwh: number | null;
  /** Whether its meter counts from elsewhere than before. */
  readonly isRestarted: boolean;
}

/**
 * Where the charge of a plugged-in bus is believed to stand. Between observations belief follows
 * the charge curve under the limit in force, in closed form. Where a station says that something
 * else flows, it knows better: its cabinet may have less, or a limit may hold of which no answer
 * was heard. What goes into its cabin is no charge.
 */
export class BelievedCharge {
  readonly meter: EnergyMeter;
  readonly cabin: BelievedCabin;
  readonly usableKwh: number;
  /** What the bus takes here; null: a stranger. */
  readonly curve: ChargeCurve | null;
  /** Least power that flows at all [kW, outlet side]. */
  readonly minOutletKw: number;
  /**
   * A bus that has not said it is complete is not, whatever we have counted: its
   * soc was rounded on the link.
   */
  readonly incompleteKwh: number;
  /** Whether it has said that it takes no more. */
  isComplete = false;
  readonly #isShared: boolean;
  #energyAtConnectKwh: number;
  #energyKwh: number;
  #asOfMs: number;
  #limitKw: number;
  /** What was said last of power at the outlet [kW], and of the state of charge. */
  #saidKw = 0;
  /** Whether that flows, and not what limit and bus have. */
  #isAsSaid = false;
  #saidSoc: number | null;

  /** @param battery undefined: a stranger */
  constructor({ soc, knownAtMs }: Connected, model: PointModel, battery: Battery | undefined) {
    this.curve = battery?.behind(model) ?? null;
    this.usableKwh = battery?.usableKwh ?? 0;
    this.minOutletKw = Math.max(model.minKw, battery?.minKw ?? 0);
    this.incompleteKwh = (this.curve?.fullKwh ?? 0) - SOC_ROUNDING * this.usableKwh;
    this.meter = new EnergyMeter(model.ratedKw, knownAtMs);
    this.cabin = new BelievedCabin(model);
    this.#isShared = model.cabinet !== null;
    this.#energyAtConnectKwh = (soc ?? 0) * this.usableKwh;
    this.#energyKwh = Math.min(this.#energyAtConnectKwh, this.incompleteKwh);
    this.#asOfMs = knownAtMs;
    this.#limitKw = model.fallbackKw;
    this.#saidSoc = soc;
  }

  get asOfMs(): number {
    return this.#asOfMs;
  }

  /** Energy stored then [kWh]. */
  get energyKwh(): number {
    return this.#energyKwh;
  }

  /** In force, as far as is known [kW, outlet side]. */
  get limitKw(): number {
    return this.#limitKw;
  }

  /** The most that the battery can get under it at an instant [kW, outlet side]. */
  forBatteryKw(atMs: number): number {
    return Math.max(0, this.#flowingKw - this.cabin.wantsKw(atMs));
  }

  /** What its cabin takes at an instant [kW, outlet side]. */
  cabinKw(atMs: number): number {
    return Math.min(this.#flowingKw, this.cabin.wantsKw(atMs));
  }

  /** Into its cabin since it was connected [kWh]. */
  cabinKwh(nowMs: number): number {
    return this.cabin.takenKwh(this.#asOfMs, nowMs, this.#flowingKw);
  }

  /** Energy stored at an instant [kWh]. */
  energyAt(nowMs: number): number {
    if (this.curve === null) return this.#energyKwh;
    let energyKwh = this.#energyKwh;
    for (let atMs = this.#asOfMs; atMs < nowMs;) {
      const endMs = Math.min(nowMs, this.cabin.changesAtMs(atMs));
      const limitKw = this.forBatteryKw(atMs);
      if (limitKw >= this.minOutletKw) {
        const reachedKwh = this.curve.energyAfter(limitKw, energyKwh, (endMs - atMs) / HOUR_MS);
        energyKwh = Math.min(reachedKwh, this.incompleteKwh);
      }
      atMs = endMs;
    }
    return energyKwh;
  }

  /** Into the bus since it was connected, battery and cabin [kWh]. */
  gainedKwh(nowMs: number): number {
    if (this.curve === null) return Math.max(0, this.meter.energyKwh);
    const chargedKwh = Math.max(0, this.energyAt(nowMs) - this.#energyAtConnectKwh);
    return chargedKwh + this.cabinKwh(nowMs);
  }

  /** Of a stranger, what was said last; null: nobody knows. */
  socAt(nowMs: number): number | null {
    return this.curve === null ? this.#saidSoc : this.energyAt(nowMs) / this.usableKwh;
  }

  /** What flows at an instant [kW, outlet side]; of a stranger, as far as was said last. */
  powerAt(nowMs: number): number {
    const cabinKw = this.cabinKw(nowMs);
    const limitKw = this.forBatteryKw(nowMs);
    if (this.isComplete || limitKw < this.minOutletKw) return cabinKw;
    const saidKw = Math.max(0, this.#saidKw - cabinKw);
    const acceptedKw = this.curve?.powerAt(this.energyAt(nowMs)) ?? saidKw;
    return cabinKw + Math.min(limitKw, acceptedKw);
  }

  /** Time until that energy is reached if it goes on like this [ms]; Infinity: never. */
  msUntil(goalKwh: number): number {
    const { curve, minOutletKw } = this;
    if (curve === null) return Infinity;
    let energyKwh = this.#energyKwh;
    for (let atMs = this.#asOfMs; ;) {
      const endMs = this.cabin.changesAtMs(atMs);
      const limitKw = this.forBatteryKw(atMs);
      const flows = limitKw >= minOutletKw;
      const waitMs = flows ? curve.hoursUnder(limitKw, energyKwh, goalKwh) * HOUR_MS : Infinity;
      if (endMs === Infinity || atMs + waitMs <= endMs) return atMs - this.#asOfMs + waitMs;
      if (flows) energyKwh = curve.energyAfter(limitKw, energyKwh, (endMs - atMs) / HOUR_MS);
      atMs = endMs;
    }
  }

  advance(nowMs: number): void {
    this.#energyKwh = this.energyAt(nowMs);
    this.#takeOver(nowMs);
  }

  /** Its cabin is to take that from now on; null: nothing. */
  preconditioned(load: CabinLoad | null, nowMs: number): void {
    this.advance(nowMs);
    this.#isAsSaid &&= this.#isShared && this.#saidKw < this.#limitKw;
    this.cabin.load = load;
  }

  /** A limit is in force from now on. */
  limited(limitKw: number, nowMs: number): void {
    this.advance(nowMs);
    this.#limitKw = limitKw;
    // A cabinet that has less has no more for it.
    this.#isAsSaid &&= this.#isShared && this.#saidKw < limitKw;
  }

  /** What station and vehicle say: soc within its rounding, the meter where within that. */
  measured({ knownAtMs, state, powerKw, energyKwh, soc, isRestarted }: ChargingHeard): void {
    const chargedKwh = energyKwh === null ? null : energyKwh - this.cabinKwh(knownAtMs);
    const isCounted = chargedKwh !== null && !isRestarted;
    let reachedKwh = isCounted ? this.#energyAtConnectKwh + chargedKwh : this.energyAt(knownAtMs);
    if (soc !== null) {
      const lowKwh = (soc - SOC_ROUNDING) * this.usableKwh;
      const highKwh = (soc + SOC_ROUNDING) * this.usableKwh;
      reachedKwh = Math.min(Math.max(reachedKwh, lowKwh), highKwh);
    }
    if (chargedKwh !== null && (soc !== null || isRestarted)) {
      this.#energyAtConnectKwh = reachedKwh - chargedKwh;
    }
    this.#energyKwh = Math.min(reachedKwh, this.incompleteKwh);
    this.#takeOver(knownAtMs);
    this.isComplete = state === "complete";
    this.#saidKw = powerKw ?? this.#saidKw;
    this.#saidSoc = soc ?? this.#saidSoc;
    this.#isAsSaid = powerKw !== null && this.#isUnlike(powerKw);
  }

  snapshot(): BelievedChargeSnapshot {
    return {
      energyAtConnectKwh: this.#energyAtConnectKwh,
      energyKwh: this.#energyKwh,
      asOfMs: this.#asOfMs,
      limitKw: this.#limitKw,
      saidKw: this.#saidKw,
      asSaid: this.#isAsSaid,
      saidSoc: this.#saidSoc,
      complete: this.isComplete,
      meter: this.meter.snapshot(),
      cabin: this.cabin.snapshot(),
    };
  }

  restore(saved: BelievedChargeSnapshot): void {
    this.#energyAtConnectKwh = saved.energyAtConnectKwh;
    this.#energyKwh = saved.energyKwh;
    this.#asOfMs = saved.asOfMs;
    this.#limitKw = saved.limitKw;
    this.#saidKw = saved.saidKw;
    this.#isAsSaid = saved.asSaid;
    this.#saidSoc = saved.saidSoc;
    this.isComplete = saved.complete;
    this.meter.restore(saved.meter);
    this.cabin.restore(saved.cabin);
  }

  /** The most that flows, as far as is known [kW, outlet side]. */
  get #flowingKw(): number {
    return this.#isAsSaid ? this.#saidKw : this.#limitKw;
  }

  /** What is stored is known as of then. */
  #takeOver(nowMs: number): void {
    this.cabin.advance(this.#asOfMs, nowMs, this.#flowingKw);
    this.#asOfMs = nowMs;
  }

  /** Whether it is not what limit and bus have. */
  #isUnlike(powerKw: number): boolean {
    if (this.curve === null || this.isComplete) return false;
    const cabinKw = Math.min(this.#limitKw, this.cabin.wantsKw(this.#asOfMs));
    const leftKw = this.#limitKw - cabinKw;
    const isPaused = leftKw < this.minOutletKw;
    const chargeKw = isPaused ? 0 : Math.min(leftKw, this.curve.powerAt(this.#energyKwh));
    return Math.abs(powerKw - cabinKw - chargeKw) > UNLIKE_KW;
  }
}

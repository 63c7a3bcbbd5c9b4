import type { Engine } from "../engine/index.ts";
import {
  type ChargeCurve,
  type ConverterLoss,
  ENERGY_TOLERANCE_KWH,
  energyAlong,
  hoursAlong,
  type Stretch,
} from "../physics/index.ts";
import type { Bus } from "./bus.ts";
import type { PointMeter } from "./pointMeter.ts";
import { HOUR_MS, type MeteredPower, type QuarterHourMeter } from "./quarterHourMeter.ts";

/** Where energy leaves the grid tree. */
export interface Outlet {
  readonly node: number;
  readonly ratedKw: number;
  readonly minKw: number;
  readonly loss: ConverterLoss;
}

/** A plugged-in bus, as power flows into it. */
interface Flow {
  readonly outlet: Outlet;
  bus: Bus | null;
  curve: ChargeCurve | null;
  /** Least power that the battery takes at all [kW]. */
  minKw: number;
  /** The most that the outlet gives, and what the cabin wants of it [kW]. */
  givenKw: number;
  wantedKw: number;
  /** What the cabin gets of that, which comes first, and the most that is left for the battery [kW]. */
  cabinKw: number;
  limitKw: number;
  asOfMs: number;
  /** Since the bus was plugged in [kWh]; what went into the cabin is outlet side. */
  gridKwh: number;
  cabinKwh: number;
}

/** The part of a flow that a snapshot keeps. */
export type FlowSnapshot = Readonly<
  Pick<Flow, "givenKw" | "wantedKw" | "cabinKw" | "limitKw" | "asOfMs" | "gridKwh" | "cabinKwh">
>;

const IDLE: FlowSnapshot = {
  givenKw: 0,
  wantedKw: 0,
  cabinKw: 0,
  limitKw: 0,
  asOfMs: 0,
  gridKwh: 0,
  cabinKwh: 0,
};

/**
 * The one place where power is computed: at each outlet the lesser of limit,
 * rating and what the battery accepts, in closed form since the last settling. A cabin that is
 * preconditioned takes its part first; only a bus that is plugged in has that.
 */
export class PowerFlow {
  readonly #engine: Engine;
  readonly #meter: QuarterHourMeter;
  readonly #pointMeter: PointMeter | null;
  readonly #flows: readonly Flow[];
  readonly #stretch: Stretch = { startKw: 0, slope: 0, endKwh: 0 };

  /** @param pointMeter null: what single outlets gave is not kept */
  constructor(
    engine: Engine,
    meter: QuarterHourMeter,
    outlets: readonly Outlet[],
    pointMeter: PointMeter | null = null,
  ) {
    this.#engine = engine;
    this.#meter = meter;
    this.#pointMeter = pointMeter;
    this.#flows = outlets.map((outlet) => ({
      outlet,
      bus: null,
      curve: null,
      minKw: 0,
      ...IDLE,
    }));
  }

  /** Puts a bus at an outlet; nothing flows until a limit is set. */
  connect(outlet: number, bus: Bus): void {
    const flow = this.#flow(outlet);
    flow.bus = bus;
    flow.curve = bus.battery.behind(flow.outlet);
    fillUp(bus, flow.curve);
    flow.minKw = Math.max(flow.outlet.minKw, bus.battery.minKw);
    Object.assign(flow, IDLE);
    flow.asOfMs = this.#engine.nowMs;
  }

  /** Takes the bus away; returns the grid energy it drew while plugged in [kWh]. */
  disconnect(outlet: number): number {
    this.settle(outlet);
    const flow = this.#flow(outlet);
    const { gridKwh } = flow;
    flow.bus = null;
    flow.curve = null;
    Object.assign(flow, IDLE);
    return gridKwh;
  }

  /**
   * Sets the most that may flow from now on [kW, outlet side]; returns false when
   * that changes nothing, because the bus takes less than old and new limit from
   * now on anyway.
   */
  setLimit(outlet: number, limitKw: number): boolean {
    const flow = this.#flow(outlet);
    if (flow.bus === null || flow.curve === null) return false;
    flow.givenKw = limitKw;
    const { cabinKw, batteryKw } = sharesOf(flow);
    const energyKwh = this.#energyAt(flow, this.#engine.nowMs);
    const isEnough = Math.min(flow.limitKw, batteryKw) >= flow.curve.highestFrom(energyKwh);
    if (cabinKw === flow.cabinKw && isEnough) return false;
    this.settle(outlet);
    flow.cabinKw = cabinKw;
    flow.limitKw = batteryKw;
    return true;
  }

  /**
   * Says what the cabin of the bus wants from now on [kW, outlet side]; less than the outlet can give at all is
   * nothing. Returns whether that changes anything.
   */
  setCabin(outlet: number, wantedKw: number): boolean {
    const flow = this.#flow(outlet);
    const wantsKw = wantedKw >= flow.outlet.minKw ? wantedKw : 0;
    if (flow.bus === null || wantsKw === flow.wantedKw) return false;
    this.settle(outlet);
    flow.wantedKw = wantsKw;
    const { cabinKw, batteryKw } = sharesOf(flow);
    flow.cabinKw = cabinKw;
    flow.limitKw = batteryKw;
    return true;
  }

  /** Power that flows now [kW, outlet side]; exact only just after settling. */
  powerKw(outlet: number): number {
    const { bus, curve, cabinKw, limitKw } = this.#flow(outlet);
    return bus === null || curve === null
      ? 0
      : cabinKw + Math.min(limitKw, curve.powerAt(bus.energyKwh));
  }

  /** What its cabin has taken since the bus was plugged in, as of the last settling [kWh, outlet side]. */
  cabinKwh(outlet: number): number {
    return this.#flow(outlet).cabinKwh;
  }

  /** Least power that flows at all [kW, outlet side]. */
  leastKw(outlet: number): number {
    const { wantedKw, minKw, outlet: spec } = this.#flow(outlet);
    return wantedKw > 0 ? spec.minKw : minKw;
  }

  /** The most that the bus takes from now on, whatever the limit [kW]; exact only just after settling. */
  highestKw(outlet: number): number {
    const { bus, curve, wantedKw } = this.#flow(outlet);
    return bus === null || curve === null ? 0 : wantedKw + curve.highestFrom(bus.energyKwh);
  }

  /** What the bus at an outlet holds now, settled or not; the outlet must have one [kWh]. */
  energyKwh(outlet: number): number {
    return this.#energyAt(this.#flow(outlet), this.#engine.nowMs);
  }

  /** Whether the bus takes no more. */
  isFull(outlet: number): boolean {
    const { bus, curve } = this.#flow(outlet);
    return bus !== null && curve !== null && bus.energyKwh >= curve.fullKwh;
  }

  /** Time until the bus holds that energy or is full [ms], Infinity when it never will. */
  msUntil(outlet: number, goalKwh: number): number {
    const { bus, curve, limitKw } = this.#flow(outlet);
    if (bus === null || curve === null || bus.energyKwh >= curve.fullKwh) return Infinity;
    // Paused a hair before it, it waits, however near that is.
    if (limitKw === 0) return Infinity;
    // A curve that ends at 0 kW is met to within the tolerance, not in infinite time.
    const endKwh = Math.min(goalKwh, curve.fullKwh - ENERGY_TOLERANCE_KWH);
    if (bus.energyKwh >= endKwh) return 0;
    return curve.hoursUnder(limitKw, bus.energyKwh, endKwh) * HOUR_MS;
  }

  /** Time until the bus never again takes more than that power [ms], Infinity when it always will. */
  msUntilBelow(outlet: number, powerKw: number): number {
    const { curve, cabinKw } = this.#flow(outlet);
    if (curve === null) return Infinity;
    return this.msUntil(outlet, curve.lastEnergyAccepting(powerKw - cabinKw));
  }

  /**
   * Grid power at an instant not before the last settling, if nothing changes,
   * and a bound on it from that instant until the limit changes [kW].
   */
  look(outlet: number, atMs: number, out: { acKw: number; boundKw: number }): void {
    const flow = this.#flow(outlet);
    const { curve, cabinKw, limitKw, outlet: spec } = flow;
    out.acKw = 0;
    out.boundKw = 0;
    if (curve === null || limitKw + cabinKw === 0) return;
    const energyKwh = this.#energyAt(flow, atMs);
    out.acKw = spec.loss.acKw(cabinKw + Math.min(limitKw, curve.powerAt(energyKwh)));
    out.boundKw = spec.loss.acKw(cabinKw + Math.min(limitKw, curve.highestFrom(energyKwh)));
  }

  /** Grid power just before an instant after the last settling, if nothing changes [kW]. */
  acKwBefore(outlet: number, atMs: number): number {
    const flow = this.#flow(outlet);
    const { bus, curve, cabinKw, limitKw, outlet: spec } = flow;
    if (bus === null || curve === null) return 0;
    if (bus.energyKwh >= curve.fullKwh) return spec.loss.acKw(cabinKw);
    const energyKwh = this.#energyAt(flow, atMs);
    // At the very instant at which it is full it takes nothing any more.
    const acceptedKw = energyKwh < curve.fullKwh ? curve.powerAt(energyKwh) : curve.lastKw;
    return spec.loss.acKw(cabinKw + Math.min(limitKw, acceptedKw));
  }

  /**
   * When power turns onto another piece of the curve, or meets its limit, after an
   * instant not before the last settling, if nothing changes; Infinity when never.
   */
  turnsAtMs(outlet: number, afterMs: number): number {
    const flow = this.#flow(outlet);
    if (flow.curve === null) return Infinity;
    const energyKwh = this.#energyAt(flow, afterMs);
    const stretch = this.#stretch;
    flow.curve.stretchUnder(flow.limitKw, energyKwh, stretch);
    const { startKw, slope, endKwh } = stretch;
    if (startKw === 0) return Infinity;
    return afterMs + hoursAlong(startKw, slope, endKwh - energyKwh) * HOUR_MS;
  }

  /** Brings the bus's energy and the meter up to now. */
  settle(outlet: number): void {
    const flow = this.#flow(outlet);
    const nowMs = this.#engine.nowMs;
    let atMs = flow.asOfMs;
    flow.asOfMs = nowMs;
    const { bus, curve, cabinKw, limitKw } = flow;
    if (bus === null || curve === null || limitKw + cabinKw === 0) return;
    flow.cabinKwh += (cabinKw * (nowMs - atMs)) / HOUR_MS;
    const stretch = this.#stretch;
    const goalKwh = limitKw > 0 ? curve.fullKwh : bus.energyKwh;
    while (atMs < nowMs && bus.energyKwh < goalKwh) {
      curve.stretchUnder(limitKw, bus.energyKwh, stretch);
      const { startKw, slope, endKwh } = stretch;
      const reachedKwh = bus.energyKwh + energyAlong(startKw, slope, (nowMs - atMs) / HOUR_MS);
      const ends = reachedKwh >= endKwh - ENERGY_TOLERANCE_KWH;
      const endMs = ends
        ? Math.min(nowMs, atMs + hoursAlong(startKw, slope, endKwh - bus.energyKwh) * HOUR_MS)
        : nowMs;
      this.#book(outlet, atMs, endMs, { startKw, slope, cabinKw });
      bus.energyKwh = ends ? endKwh : reachedKwh;
      atMs = endMs;
    }
    if (cabinKw > 0) this.#book(outlet, atMs, nowMs, { startKw: 0, slope: 0, cabinKw });
    fillUp(bus, curve);
  }

  /** One entry per outlet; who is plugged in where is the stations' to restore. */
  snapshot(): FlowSnapshot[] {
    return this.#flows.map(
      ({ outlet: _outlet, bus: _bus, curve: _curve, minKw: _minKw, ...state }) => state,
    );
  }

  restore(saved: readonly FlowSnapshot[]): void {
    saved.forEach((state, outlet) => Object.assign(this.#flow(outlet), state));
  }

  #book(outlet: number, fromMs: number, toMs: number, power: MeteredPower): void {
    const flow = this.#flow(outlet);
    flow.gridKwh += this.#meter.book(outlet, flow.outlet, fromMs, toMs, power);
    this.#pointMeter?.book(outlet, fromMs, toMs, power);
  }

  #energyAt({ bus, curve, limitKw, asOfMs }: Flow, atMs: number): number {
    const energyKwh = bus!.energyKwh;
    if (atMs === asOfMs || limitKw === 0) return energyKwh;
    return curve!.energyAfter(limitKw, energyKwh, (atMs - asOfMs) / HOUR_MS);
  }

  #flow(outlet: number): Flow {
    return this.#flows[outlet]!;
  }
}

/** What the outlet gives, cabin first. */
function sharesOf({ givenKw, wantedKw, minKw, outlet }: Flow): {
  readonly cabinKw: number;
  readonly batteryKw: number;
} {
  const flowsKw = givenKw >= outlet.minKw ? givenKw : 0;
  const cabinKw = Math.min(wantedKw, flowsKw);
  const leftKw = flowsKw - cabinKw;
  return { cabinKw, batteryKw: leftKw >= minKw ? leftKw : 0 };
}

/** A rounding error below full is full: it would never be worth charging. */
function fillUp(bus: Bus, { fullKwh }: ChargeCurve): void {
  if (Math.abs(fullKwh - bus.energyKwh) <= ENERGY_TOLERANCE_KWH) bus.energyKwh = fullKwh;
}

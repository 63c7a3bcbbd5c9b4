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
import { HOUR_MS, type QuarterHourMeter } from "./quarterHourMeter.ts";

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
  /** Least power that flows at all [kW]. */
  minKw: number;
  limitKw: number;
  asOfMs: number;
  /** Since the bus was plugged in [kWh]. */
  gridKwh: number;
}

/** The part of a flow that a snapshot keeps. */
export type FlowSnapshot = readonly [limitKw: number, asOfMs: number, gridKwh: number];

/**
 * The one place where power is computed: at each outlet the lesser of limit,
 * rating and what the battery accepts, in closed form since the last settling.
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
      limitKw: 0,
      asOfMs: 0,
      gridKwh: 0,
    }));
  }

  /** Puts a bus at an outlet; nothing flows until a limit is set. */
  connect(outlet: number, bus: Bus): void {
    const flow = this.#flow(outlet);
    flow.bus = bus;
    flow.curve = bus.battery.behind(flow.outlet);
    fillUp(bus, flow.curve);
    flow.minKw = Math.max(flow.outlet.minKw, bus.battery.minKw);
    flow.limitKw = 0;
    flow.asOfMs = this.#engine.nowMs;
    flow.gridKwh = 0;
  }

  /** Takes the bus away; returns the grid energy it drew while plugged in [kWh]. */
  disconnect(outlet: number): number {
    this.settle(outlet);
    const flow = this.#flow(outlet);
    flow.bus = null;
    flow.curve = null;
    flow.limitKw = 0;
    return flow.gridKwh;
  }

  /**
   * Sets the most that may flow from now on [kW, outlet side]; returns false when
   * that changes nothing, because the bus takes less than old and new limit from
   * now on anyway.
   */
  setLimit(outlet: number, limitKw: number): boolean {
    const flow = this.#flow(outlet);
    if (flow.bus === null || flow.curve === null) return false;
    const flowsKw = limitKw >= flow.minKw ? limitKw : 0;
    const energyKwh = this.#energyAt(flow, this.#engine.nowMs);
    if (Math.min(flow.limitKw, flowsKw) >= flow.curve.highestFrom(energyKwh)) return false;
    this.settle(outlet);
    flow.limitKw = flowsKw;
    return true;
  }

  /** Power that flows now [kW, outlet side]; exact only just after settling. */
  powerKw(outlet: number): number {
    const flow = this.#flow(outlet);
    const { bus, curve } = flow;
    return bus === null || curve === null
      ? 0
      : Math.min(flow.limitKw, curve.powerAt(bus.energyKwh));
  }

  /** Least power that flows at all [kW, outlet side]. */
  leastKw(outlet: number): number {
    return this.#flow(outlet).minKw;
  }

  /** The most that the bus takes from now on, whatever the limit [kW]; exact only just after settling. */
  highestKw(outlet: number): number {
    const { bus, curve } = this.#flow(outlet);
    return bus === null || curve === null ? 0 : curve.highestFrom(bus.energyKwh);
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
    const { curve } = this.#flow(outlet);
    return curve === null ? Infinity : this.msUntil(outlet, curve.lastEnergyAccepting(powerKw));
  }

  /**
   * Grid power at an instant not before the last settling, if nothing changes,
   * and a bound on it from that instant until the limit changes [kW].
   */
  look(outlet: number, atMs: number, out: { acKw: number; boundKw: number }): void {
    const flow = this.#flow(outlet);
    const { curve, limitKw, outlet: spec } = flow;
    out.acKw = 0;
    out.boundKw = 0;
    if (curve === null || limitKw === 0) return;
    const energyKwh = this.#energyAt(flow, atMs);
    out.acKw = spec.loss.acKw(Math.min(limitKw, curve.powerAt(energyKwh)));
    out.boundKw = spec.loss.acKw(Math.min(limitKw, curve.highestFrom(energyKwh)));
  }

  /** Grid power just before an instant after the last settling, if nothing changes [kW]. */
  acKwBefore(outlet: number, atMs: number): number {
    const flow = this.#flow(outlet);
    const { bus, curve, limitKw, outlet: spec } = flow;
    if (bus === null || curve === null || bus.energyKwh >= curve.fullKwh) return 0;
    const energyKwh = this.#energyAt(flow, atMs);
    // At the very instant at which it is full it takes nothing any more.
    const acceptedKw = energyKwh < curve.fullKwh ? curve.powerAt(energyKwh) : curve.lastKw;
    return spec.loss.acKw(Math.min(limitKw, acceptedKw));
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
    const { bus, curve } = flow;
    if (bus === null || curve === null || flow.limitKw === 0) return;
    const stretch = this.#stretch;
    while (atMs < nowMs && bus.energyKwh < curve.fullKwh) {
      curve.stretchUnder(flow.limitKw, bus.energyKwh, stretch);
      const { startKw, slope, endKwh } = stretch;
      const reachedKwh = bus.energyKwh + energyAlong(startKw, slope, (nowMs - atMs) / HOUR_MS);
      const ends = reachedKwh >= endKwh - ENERGY_TOLERANCE_KWH;
      const endMs = ends
        ? Math.min(nowMs, atMs + hoursAlong(startKw, slope, endKwh - bus.energyKwh) * HOUR_MS)
        : nowMs;
      flow.gridKwh += this.#meter.book(outlet, flow.outlet, atMs, endMs, startKw, slope);
      this.#pointMeter?.book(outlet, atMs, endMs, startKw, slope);
      bus.energyKwh = ends ? endKwh : reachedKwh;
      atMs = endMs;
    }
    fillUp(bus, curve);
  }

  /** One entry per outlet; who is plugged in where is the stations' to restore. */
  snapshot(): FlowSnapshot[] {
    return this.#flows.map((flow) => [flow.limitKw, flow.asOfMs, flow.gridKwh]);
  }

  restore(saved: readonly FlowSnapshot[]): void {
    saved.forEach(([limitKw, asOfMs, gridKwh], outlet) => {
      Object.assign(this.#flow(outlet), { limitKw, asOfMs, gridKwh });
    });
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

/** A rounding error below full is full: it would never be worth charging. */
function fillUp(bus: Bus, { fullKwh }: ChargeCurve): void {
  if (Math.abs(fullKwh - bus.energyKwh) <= ENERGY_TOLERANCE_KWH) bus.energyKwh = fullKwh;
}

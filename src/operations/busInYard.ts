import { type Device, type Engine, phase } from "../engine/index.ts";
import type { PointId } from "../messages/index.ts";
import type { DepotFloor, PointAssignment } from "./pointAssignment.ts";
import type { Presystem } from "./presystem.ts";
import type { StayOutcome } from "./stayOutcome.ts";
import type { Carry, Stay, VehiclePlan } from "./timetable.ts";

/** A bus as people see it. */
export interface YardBus {
  readonly usableKwh: number;
  /** While plugged in, as of the last settling [kWh]. */
  energyKwh: number;
}

/** How people work. */
export interface YardOptions {
  readonly carry: Carry;
  /** What a bus is to leave with. */
  readonly target: "full" | "refillLastBlock";
  /** Whether a bus below its target leaves all the same. */
  readonly departure: "onTime" | "wait";
  /** From the cable's being pulled to departure [ms]. */
  readonly unplugBeforeMs: number;
}

/** What a bus in the yard needs of it. */
export interface YardSurroundings {
  readonly engine: Engine;
  readonly floor: DepotFloor;
  readonly points: PointAssignment;
  readonly presystem: Presystem;
  readonly onOutcome: (outcome: StayOutcome) => void;
}

/** Which bus it is. */
export interface YardBusSpec {
  readonly index: number;
  readonly plan: VehiclePlan;
  readonly plugInDelaysMs: readonly number[];
  /** How much later than planned it returns for a stay, whatever else holds it up [ms]. */
  readonly returnDelayMs: (stay: number) => number;
  readonly bus: YardBus;
  readonly pointIds: readonly PointId[];
}

/**
 * away: on the road · parked: waits to be plugged in · queued: no point is free ·
 * plugged · held: past its time, waits for its target · ready: cable out · gone:
 * no stay is left.
 */
type Stage = "away" | "parked" | "queued" | "plugged" | "held" | "ready" | "gone";

/** Everything about a bus in the yard that changes; plain JSON. */
export interface BusInYardState {
  stage: Stage;
  stay: number;
  point: number;
  /** How late it left last [ms]. */
  lateMs: number;
  arrivedAtMs: number | null;
  pluggedInAtMs: number | null;
  unpluggedAtMs: number | null;
  arrivalKwh: number;
  targetKwh: number;
  deficitKwh: number;
  gridKwh: number;
}

/** What people do with one bus: let it in, plug it in, pull the cable, send it out. */
export class BusInYard implements Device {
  readonly #around: YardSurroundings;
  readonly #options: YardOptions;
  readonly #spec: YardBusSpec;
  readonly #slot: number;
  readonly #state: BusInYardState = {
    stage: "away",
    stay: 0,
    point: -1,
    lateMs: 0,
    arrivedAtMs: null,
    pluggedInAtMs: null,
    unpluggedAtMs: null,
    arrivalKwh: 0,
    targetKwh: 0,
    deficitKwh: 0,
    gridKwh: 0,
  };

  constructor(around: YardSurroundings, options: YardOptions, spec: YardBusSpec) {
    this.#around = around;
    this.#options = options;
    this.#spec = spec;
    this.#slot = around.engine.adopt(this, 1);
  }

  start(): void {
    const { bus, plan } = this.#spec;
    const { arriveAtMs } = plan.stays[0]!;
    if (arriveAtMs !== null) {
      this.#wake(arriveAtMs + this.#spec.returnDelayMs(0));
      return;
    }
    this.#state.arrivalKwh = bus.energyKwh;
    this.#state.targetKwh = bus.usableKwh;
    this.#becomeReady();
  }

  fire(): void {
    switch (this.#state.stage) {
      case "away":
        return this.#arrive();
      case "parked":
        return this.#askForPoint();
      case "queued":
        this.#around.points.giveUp(this.#spec.index);
        return this.#becomeReady();
      case "plugged":
        return this.#leaveOrWait();
      case "ready":
        return this.#depart();
      case "held":
      case "gone":
        throw new Error(`${this.#spec.plan.vehicleId} has no timer while ${this.#state.stage}`);
    }
  }

  /** A point is free for it. */
  plugIn(point: number): void {
    const { engine, floor } = this.#around;
    this.#state.stage = "plugged";
    this.#state.point = point;
    this.#state.pluggedInAtMs ??= engine.nowMs;
    floor.plugIn(point, this.#spec.index);
    this.#wakeToUnplug();
  }

  /** It holds what it waited for. */
  charged(): void {
    this.#unplug();
  }

  /** Its station does not work: people look for another. */
  replug(): void {
    const { engine, points } = this.#around;
    this.#pullCable();
    engine.cancel(this.#slot);
    this.#takePoint(points.ask(this.#spec.index, null));
  }

  /** The run ends while it is here. */
  finish(): void {
    const { stage } = this.#state;
    if (stage === "away" || stage === "gone") return;
    if (stage === "plugged" || stage === "held") this.#pullCable();
    this.#report(null);
  }

  snapshot(): BusInYardState {
    return { ...this.#state };
  }

  restore(saved: BusInYardState): void {
    Object.assign(this.#state, saved);
  }

  get #stay(): Stay {
    return this.#spec.plan.stays[this.#state.stay]!;
  }

  /** When the cable has to be out; Infinity for a stay without end. */
  get #unplugAtMs(): number {
    const { departAtMs } = this.#stay;
    return departAtMs === null ? Infinity : departAtMs - this.#options.unplugBeforeMs;
  }

  #arrive(): void {
    const { engine, presystem } = this.#around;
    const { bus, index, plugInDelaysMs } = this.#spec;
    const { usedKwh } = this.#stay;
    const state = this.#state;
    const heldKwh = this.#options.carry === "alone" ? bus.usableKwh : bus.energyKwh;
    bus.energyKwh = Math.max(0, heldKwh - usedKwh);
    state.deficitKwh = Math.max(0, usedKwh - heldKwh);
    state.arrivalKwh = bus.energyKwh;
    state.targetKwh =
      this.#options.target === "full"
        ? bus.usableKwh
        : Math.min(bus.usableKwh, bus.energyKwh + usedKwh);
    state.arrivedAtMs = engine.nowMs;
    state.pluggedInAtMs = null;
    state.unpluggedAtMs = null;
    state.point = -1;
    state.gridKwh = 0;
    const { usableKwh } = bus;
    presystem.arrived(index, state.stay, state.arrivalKwh / usableKwh, state.targetKwh / usableKwh);
    const plugInAtMs = engine.nowMs + plugInDelaysMs[state.stay]!;
    const pointless = this.#options.departure === "onTime" && plugInAtMs >= this.#unplugAtMs;
    if (pointless) return this.#becomeReady();
    state.stage = "parked";
    this.#wake(plugInAtMs);
  }

  #askForPoint(): void {
    this.#takePoint(this.#around.points.ask(this.#spec.index, this.#stay.pointId));
  }

  #takePoint(point: number): void {
    if (point >= 0) return this.plugIn(point);
    this.#state.stage = "queued";
    if (this.#options.departure === "onTime") this.#wakeToUnplug();
  }

  #leaveOrWait(): void {
    const { floor } = this.#around;
    if (this.#options.departure === "onTime") return this.#unplug();
    this.#state.stage = "held";
    floor.waitFor(this.#state.point, this.#state.targetKwh);
  }

  #unplug(): void {
    this.#pullCable();
    this.#becomeReady();
  }

  #pullCable(): void {
    const { floor, points, engine } = this.#around;
    const { point } = this.#state;
    points.leave(point);
    this.#state.unpluggedAtMs = engine.nowMs;
    this.#state.gridKwh += floor.unplug(point);
  }

  #becomeReady(): void {
    const { departAtMs } = this.#stay;
    this.#state.stage = "ready";
    if (departAtMs === null) return;
    const unplugged = this.#state.unpluggedAtMs;
    const earliestMs = unplugged === null ? departAtMs : unplugged + this.#options.unplugBeforeMs;
    this.#wake(Math.max(departAtMs, earliestMs));
  }

  #depart(): void {
    const { engine, presystem } = this.#around;
    const { index, plan } = this.#spec;
    const state = this.#state;
    state.lateMs = engine.nowMs - this.#stay.departAtMs!;
    this.#report(engine.nowMs);
    if (state.arrivedAtMs !== null) presystem.departed(index, state.stay);
    state.stay++;
    const next = plan.stays[state.stay];
    state.stage = next === undefined ? "gone" : "away";
    if (next === undefined) return;
    const delayMs = this.#options.carry === "carried" ? state.lateMs : 0;
    this.#wake(next.arriveAtMs! + delayMs + this.#spec.returnDelayMs(state.stay));
  }

  #report(departedAtMs: number | null): void {
    const { bus, plan, pointIds } = this.#spec;
    const state = this.#state;
    const stay = this.#stay;
    this.#around.onOutcome({
      vehicleId: plan.vehicleId,
      vehicleType: plan.vehicleType,
      pointId: state.point < 0 ? null : pointIds[state.point]!,
      blockBefore: stay.blockBefore,
      blockAfter: stay.blockAfter,
      arrivedAtMs: state.arrivedAtMs,
      pluggedInAtMs: state.pluggedInAtMs,
      unpluggedAtMs: state.unpluggedAtMs,
      plannedDepartureAtMs: stay.departAtMs,
      departedAtMs,
      socAtArrival: state.arrivalKwh / bus.usableKwh,
      socAtDeparture: bus.energyKwh / bus.usableKwh,
      targetSoc: state.targetKwh / bus.usableKwh,
      batteryKwh: bus.energyKwh - state.arrivalKwh,
      gridKwh: state.gridKwh,
      unmetKwh: Math.max(0, state.targetKwh - bus.energyKwh),
      deficitKwh: state.deficitKwh,
    });
  }

  #wakeToUnplug(): void {
    const unplugAtMs = this.#unplugAtMs;
    if (unplugAtMs < Infinity) this.#wake(unplugAtMs);
  }

  #wake(atMs: number): void {
    this.#around.engine.schedule(this.#slot, atMs, phase.world);
  }
}

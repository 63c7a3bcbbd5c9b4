import { type Device, type Engine, phase } from "../engine/index.ts";
import type { PointId } from "../messages/index.ts";
import { beginStay, type BusInYardState, freshBus, type YardBus } from "./busInYardState.ts";
import { chargingGoals, heldBeforeKwh } from "./chargingTarget.ts";
import type { DepotFloor, PointAssignment } from "./pointAssignment.ts";
import type { Presystem } from "./presystem.ts";
import type { ServiceBays } from "./serviceBays.ts";
import { outcomeOf } from "./outcomeOf.ts";
import { SOC_QUANTUM, type StayOutcome } from "./stayOutcome.ts";
import type { Stay, VehiclePlan } from "./timetable.ts";
import type { YardOptions } from "./yardOptions.ts";

/** What a bus in the yard needs of it. */
export interface YardSurroundings {
  readonly engine: Engine;
  readonly floor: DepotFloor;
  readonly bays: ServiceBays;
  readonly points: PointAssignment;
  readonly presystem: Presystem;
  readonly onOutcome: (outcome: StayOutcome) => void;
  /** A bus waits for a point, or needs its own no longer. */
  readonly onSwapDue: () => void;
  /** A bus that has made room is out of the way. */
  readonly onVacated: (point: number) => void;
}

/** Which bus it is. */
export interface YardBusSpec {
  readonly index: number;
  readonly plan: VehiclePlan;
  readonly plugInDelaysMs: readonly number[];
  /** How much later than planned it returns for a stay, whatever else holds it up [ms]. */
  readonly returnDelayMs: (stay: number) => number;
  /** By how much more than planned the block before a stay uses. */
  readonly usedFactor: (stay: number) => number;
  /** Which services are due in every stay. */
  readonly servicesDue: readonly (readonly number[])[];
  readonly bus: YardBus;
  readonly pointIds: readonly PointId[];
}

/** What people do with one bus: let it in, serve it, plug it in, pull the cable, send it out. */
export class BusInYard implements Device {
  readonly #around: YardSurroundings;
  readonly #options: YardOptions;
  readonly #spec: YardBusSpec;
  readonly #slot: number;
  readonly #state: BusInYardState = freshBus();

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
    const { usableKwh, energyKwh } = bus;
    this.#state.arrivalKwh = energyKwh;
    this.#state.targetKwh = chargingGoals(this.#options, this.#stay, usableKwh, energyKwh).leastKwh;
    this.#becomeReady();
  }

  fire(): void {
    switch (this.#state.stage) {
      case "away":
        return this.#arrive();
      case "lined":
      case "queued":
        return this.#giveUp();
      case "served":
        return this.#endService();
      case "parked":
        return this.#askForPoint();
      case "plugged":
        return this.#leaveOrWait();
      case "moving":
        return this.#makeRoom();
      case "ready":
        return this.#depart();
      case "held":
      case "gone":
        throw new Error(`${this.#spec.plan.vehicleId} has no timer while ${this.#state.stage}`);
    }
  }

  /** A place is free for the service that is next. */
  beginService(): void {
    const state = this.#state;
    const nowMs = this.#around.engine.nowMs;
    state.serviceWaitMs += nowMs - state.sinceMs;
    state.stage = "served";
    state.sinceMs = nowMs;
    const { durationMs } = this.#options.services[this.#service]!;
    this.#wake(Math.min(nowMs + durationMs, this.#letGoAtMs));
  }

  /** A point is free for it. */
  plugIn(point: number): void {
    const { engine, floor } = this.#around;
    const state = this.#state;
    state.queuedMs = (state.queuedMs ?? 0) + engine.nowMs - state.sinceMs;
    state.stage = "plugged";
    state.point = point;
    state.pluggedInAtMs ??= engine.nowMs;
    floor.plugIn(point, this.#spec.index, state.stay);
    this.#wakeUnlessNever(this.#unplugAtMs);
    if (this.#options.swapMs === null) return;
    // Done is who is so near that no link can tell the difference.
    const nearKwh = SOC_QUANTUM * this.#spec.bus.usableKwh;
    floor.waitFor(point, state.desiredKwh - nearKwh);
  }

  /** It holds what was waited for. */
  charged(): void {
    if (this.#state.stage === "held") return this.#unplug();
    this.#state.isDone = true;
    this.#around.onSwapDue();
  }

  /** Whether it could make room for another; not when it leaves before that is done. */
  get canMoveOff(): boolean {
    const { stage, isDone } = this.#state;
    if (stage !== "plugged" || !isDone) return false;
    return this.#around.engine.nowMs + (this.#options.swapMs ?? Infinity) < this.#unplugAtMs;
  }

  get isMoving(): boolean {
    return this.#state.stage === "moving";
  }

  /** Makes room for another; it does not come back. The point is taken until it is out of the way. */
  moveOff(): void {
    const { engine, presystem } = this.#around;
    const state = this.#state;
    state.stage = "moving";
    state.hasMovedOff = true;
    this.#pullCable();
    presystem.withdraw(this.#spec.index, state.stay);
    this.#wake(engine.nowMs + this.#options.swapMs!);
  }

  /** Its station does not work: people look for another. */
  replug(): void {
    const { engine, points } = this.#around;
    const { stage, point } = this.#state;
    if (stage !== "plugged" && stage !== "held") return;
    points.leave(point);
    this.#pullCable();
    engine.cancel(this.#slot);
    this.#lookForPoint(null);
  }

  /** The run ends while it is here. */
  finish(): void {
    const { stage } = this.#state;
    if (stage === "away" || stage === "gone") return;
    if (stage === "plugged" || stage === "held") this.#pullCable();
    this.#countWait();
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

  /** When whoever is not plugged in is let go, whatever is still to be done; Infinity: never. */
  get #letGoAtMs(): number {
    return this.#options.departure === "onTime" ? this.#unplugAtMs : Infinity;
  }

  /** The service that is next. */
  get #service(): number {
    return this.#spec.servicesDue[this.#state.stay]![this.#state.servicesOver] ?? -1;
  }

  #arrive(): void {
    const { engine, presystem } = this.#around;
    const { bus, index } = this.#spec;
    const { usedKwh: plannedKwh, nextUsedKwh } = this.#stay;
    const state = this.#state;
    const usedKwh = plannedKwh * this.#spec.usedFactor(state.stay);
    const heldKwh =
      this.#options.carry === "alone"
        ? heldBeforeKwh(this.#options, plannedKwh, bus.usableKwh)
        : bus.energyKwh;
    beginStay(state);
    bus.energyKwh = Math.max(0, heldKwh - usedKwh);
    state.deficitKwh = Math.max(0, usedKwh - heldKwh);
    state.arrivalKwh = bus.energyKwh;
    const used = { usedKwh, nextUsedKwh };
    const goals = chargingGoals(this.#options, used, bus.usableKwh, state.arrivalKwh);
    state.targetKwh = goals.leastKwh;
    state.desiredKwh = goals.desiredKwh;
    state.arrivedAtMs = engine.nowMs;
    presystem.arrived(index, state.stay, { arrivalKwh: state.arrivalKwh, usedKwh });
    this.#goOn();
  }

  /** To the next service, or to a point where all are over and it is worth it. */
  #goOn(): void {
    const { bays, engine } = this.#around;
    const { index, plugInDelaysMs } = this.#spec;
    const state = this.#state;
    state.sinceMs = engine.nowMs;
    if (engine.nowMs >= this.#letGoAtMs) return this.#becomeReady();
    const service = this.#service;
    if (service < 0) {
      const plugInAtMs = engine.nowMs + plugInDelaysMs[state.stay]!;
      if (plugInAtMs >= this.#letGoAtMs) return this.#becomeReady();
      state.stage = "parked";
      return this.#wake(plugInAtMs);
    }
    if (bays.ask(service, index)) return this.beginService();
    state.stage = "lined";
    this.#wakeUnlessNever(this.#letGoAtMs);
  }

  /** Time is up for the service, or for the bus. */
  #endService(): void {
    const service = this.#service;
    this.#countWait();
    this.#state.servicesOver++;
    this.#around.bays.leave(service);
    this.#goOn();
  }

  #askForPoint(): void {
    this.#lookForPoint(this.#stay.pointId);
  }

  /** @param fixed null: any will do */
  #lookForPoint(fixed: PointId | null): void {
    const { engine, points, presystem } = this.#around;
    const { index } = this.#spec;
    this.#state.sinceMs = engine.nowMs;
    const departAtMs = presystem.departureAtMs(index, this.#state.stay);
    const point = points.ask(index, fixed, departAtMs);
    if (point >= 0) return this.plugIn(point);
    this.#state.stage = "queued";
    this.#wakeUnlessNever(this.#letGoAtMs);
    this.#around.onSwapDue();
  }

  /** It waits no longer for a service or a point. */
  #giveUp(): void {
    const { bays, points } = this.#around;
    this.#countWait();
    if (this.#state.stage === "queued") points.giveUp(this.#spec.index);
    else bays.giveUp(this.#service, this.#spec.index);
    this.#becomeReady();
  }

  /** Puts down how long it has been waiting or served. */
  #countWait(): void {
    const state = this.#state;
    const spentMs = this.#around.engine.nowMs - state.sinceMs;
    if (state.stage === "lined") state.serviceWaitMs += spentMs;
    if (state.stage === "served") state.serviceMs += spentMs;
    if (state.stage === "queued") state.queuedMs = (state.queuedMs ?? 0) + spentMs;
  }

  #leaveOrWait(): void {
    const { floor } = this.#around;
    if (this.#options.departure === "onTime") return this.#unplug();
    this.#state.stage = "held";
    floor.waitFor(this.#state.point, this.#state.targetKwh);
  }

  #unplug(): void {
    this.#around.points.leave(this.#state.point);
    this.#pullCable();
    this.#becomeReady();
  }

  #pullCable(): void {
    const { floor, engine } = this.#around;
    this.#state.unpluggedAtMs = engine.nowMs;
    this.#state.gridKwh += floor.unplug(this.#state.point);
  }

  #makeRoom(): void {
    const { points, onVacated } = this.#around;
    const { point } = this.#state;
    points.leave(point);
    this.#becomeReady();
    onVacated(point);
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
    if (state.arrivedAtMs !== null && !state.hasMovedOff) presystem.withdraw(index, state.stay);
    state.stay++;
    const next = plan.stays[state.stay];
    state.stage = next === undefined ? "gone" : "away";
    if (next === undefined) return;
    const delayMs = this.#options.carry === "carried" ? state.lateMs : 0;
    this.#wake(next.arriveAtMs! + delayMs + this.#spec.returnDelayMs(state.stay));
  }

  #report(departedAtMs: number | null): void {
    const { bus, plan, pointIds } = this.#spec;
    const { point } = this.#state;
    const pointId = point < 0 ? null : pointIds[point]!;
    this.#around.onOutcome(outcomeOf(plan, this.#stay, pointId, bus, this.#state, departedAtMs));
  }

  #wakeUnlessNever(atMs: number): void {
    if (atMs < Infinity) this.#wake(atMs);
  }

  #wake(atMs: number): void {
    this.#around.engine.schedule(this.#slot, atMs, phase.world);
  }
}

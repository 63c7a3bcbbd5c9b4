import { type Engine, phase } from "../engine/index.ts";
import {
  id,
  observation,
  type PresystemPort,
  type RequestChanged,
  type RequestId,
  socOnLink,
} from "../messages/index.ts";
import type { VehiclePlan } from "./timetable.ts";

/** When and how the presystem speaks. */
export interface PresystemOptions {
  /** A stay is announced this long before it begins [ms]. */
  readonly leadMs: number;
  /** From the cable's being pulled to departure [ms]. */
  readonly unplugBeforeMs: number;
}

/** Plain JSON. */
export interface PresystemSnapshot {
  readonly announced: number;
}

/**
 * The simulated depot management system: announces every stay ahead of time as
 * a charging request, mends the request when the bus arrives and withdraws it
 * when the bus has left.
 */
export class Presystem implements PresystemPort {
  readonly #engine: Engine;
  readonly #plans: readonly VehiclePlan[];
  readonly #options: PresystemOptions;
  readonly #slot: number;
  /** Stays in the order in which they are announced. */
  readonly #agenda: readonly { bus: number; stay: number; atMs: number }[];
  #announced = 0;
  #hear: Parameters<PresystemPort["listen"]>[0] = () => {};

  constructor(engine: Engine, plans: readonly VehiclePlan[], options: PresystemOptions) {
    this.#engine = engine;
    this.#plans = plans;
    this.#options = options;
    this.#slot = engine.adopt(this, 1);
    this.#agenda = plans
      .flatMap(({ stays }, bus) =>
        stays.flatMap(({ arriveAtMs }, stay) =>
          arriveAtMs === null ? [] : [{ bus, stay, atMs: arriveAtMs - options.leadMs }],
        ),
      )
      .toSorted((a, b) => a.atMs - b.atMs || a.bus - b.bus);
  }

  listen(hear: Parameters<PresystemPort["listen"]>[0]): void {
    this.#hear = hear;
  }

  send(command: never): void {
    throw new Error(`not a command of a presystem: ${JSON.stringify(command)}`);
  }

  start(): void {
    this.#setTimer();
  }

  fire(): void {
    this.#announceDue();
    this.#setTimer();
  }

  /** The bus is here and its target is certain. */
  arrived(bus: number, stay: number, targetSoc: number): void {
    // Without a lead time it may come at the very instant of its announcement.
    this.#announceDue();
    const nowMs = this.#engine.nowMs;
    this.#hear(
      observation({
        kind: "vehicleArrived",
        atMs: nowMs,
        knownAtMs: nowMs,
        vehicleId: this.#plan(bus).vehicleId,
      }),
    );
    // Announced as full; never less than what is needed once rounded for the link.
    const rounded = Math.min(1, socOnLink(targetSoc + 0.00005 - 1e-9));
    if (rounded < 1) this.#request(bus, stay, rounded);
  }

  departed(bus: number, stay: number): void {
    const nowMs = this.#engine.nowMs;
    this.#hear(
      observation({
        kind: "requestWithdrawn",
        atMs: nowMs,
        knownAtMs: nowMs,
        requestId: this.#requestId(bus, stay),
      }),
    );
  }

  snapshot(): PresystemSnapshot {
    return { announced: this.#announced };
  }

  restore(saved: PresystemSnapshot): void {
    this.#announced = saved.announced;
  }

  #announceDue(): void {
    for (;;) {
      const next = this.#agenda[this.#announced];
      if (next === undefined || next.atMs > this.#engine.nowMs) return;
      this.#announced++;
      this.#request(next.bus, next.stay, 1);
    }
  }

  #setTimer(): void {
    const next = this.#agenda[this.#announced];
    if (next !== undefined) this.#engine.schedule(this.#slot, next.atMs, phase.world);
  }

  #request(bus: number, stay: number, targetSoc: number): void {
    const plan = this.#plan(bus);
    const { arriveAtMs, departAtMs } = plan.stays[stay]!;
    const nowMs = this.#engine.nowMs;
    const request: RequestChanged = {
      kind: "requestChanged",
      atMs: nowMs,
      knownAtMs: nowMs,
      requestId: this.#requestId(bus, stay),
      vehicleId: plan.vehicleId,
      expectedArrivalAtMs: arriveAtMs,
      departureAtMs: departAtMs === null ? null : departAtMs - this.#options.unplugBeforeMs,
      minTargetSoc: targetSoc,
      maxTargetSoc: targetSoc,
      priority: 0,
    };
    this.#hear(observation(request));
  }

  #requestId(bus: number, stay: number): RequestId {
    return id<RequestId>(`${this.#plan(bus).vehicleId}/${stay}`);
  }

  #plan(bus: number): VehiclePlan {
    return this.#plans[bus]!;
  }
}

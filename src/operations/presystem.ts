import { type Engine, phase } from "../engine/index.ts";
import {
  id,
  observation,
  type PresystemPort,
  type RequestChanged,
  type RequestId,
  socOnLink,
} from "../messages/index.ts";
import type { LateReturn } from "./lateReturn.ts";
import type { VehiclePlan } from "./timetable.ts";

/** When and how the presystem speaks. */
export interface PresystemOptions {
  /** A stay is announced this long before it begins [ms]. */
  readonly leadMs: number;
  /** From the cable's being pulled to departure [ms]. */
  readonly unplugBeforeMs: number;
}

/** What a presystem expects of a stay. */
interface Expected {
  readonly arriveAtMs: number | null;
  readonly soc: number;
  readonly targetSoc: number;
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
  readonly #usableKwh: readonly number[];
  readonly #options: PresystemOptions;
  readonly #late: readonly LateReturn[];
  readonly #slot: number;
  /** Stays in the order in which they are announced, or said to begin late. */
  readonly #agenda: readonly { bus: number; stay: number; atMs: number }[];
  #announced = 0;
  #hear: Parameters<PresystemPort["listen"]>[0] = () => {};

  /**
   * @param usableKwh of the battery of each plan's bus
   * @param late returns that turn out to be late, told when they are known
   */
  constructor(
    engine: Engine,
    plans: readonly VehiclePlan[],
    usableKwh: readonly number[],
    options: PresystemOptions,
    late: readonly LateReturn[] = [],
  ) {
    this.#engine = engine;
    this.#plans = plans;
    this.#usableKwh = usableKwh;
    this.#options = options;
    this.#late = late;
    this.#slot = engine.adopt(this, 1);
    const announced = plans.flatMap(({ stays }, bus) =>
      stays.flatMap(({ arriveAtMs }, stay) =>
        arriveAtMs === null ? [] : [{ bus, stay, atMs: arriveAtMs - options.leadMs }],
      ),
    );
    // What is known before a stay is announced is part of that.
    const mended = late.flatMap(({ bus, stay, knownAtMs }) => {
      const { arriveAtMs } = plans[bus]!.stays[stay]!;
      return knownAtMs > arriveAtMs! - options.leadMs ? [{ bus, stay, atMs: knownAtMs }] : [];
    });
    this.#agenda = [...announced, ...mended].toSorted((a, b) => a.atMs - b.atMs || a.bus - b.bus);
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

  /** The bus is here: what it holds and its target are certain. */
  arrived(bus: number, stay: number, soc: number, targetSoc: number): void {
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
    const foreseen = this.#foreseen(bus, stay);
    const found: Expected = {
      arriveAtMs: nowMs,
      soc: socOnLink(soc),
      // Never less than what is needed once rounded for the link.
      targetSoc: Math.min(1, socOnLink(targetSoc + 0.00005 - 1e-9)),
    };
    const isAsForeseen =
      found.arriveAtMs === foreseen.arriveAtMs &&
      found.soc === foreseen.soc &&
      found.targetSoc === foreseen.targetSoc;
    if (!isAsForeseen) this.#request(bus, stay, found);
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
      this.#request(next.bus, next.stay, this.#foreseen(next.bus, next.stay));
    }
  }

  #setTimer(): void {
    const next = this.#agenda[this.#announced];
    if (next !== undefined) this.#engine.schedule(this.#slot, next.atMs, phase.world);
  }

  /**
   * What the timetable lets expect: the bus left with what its targets refill
   * block by block, a full battery, and used what the block takes.
   */
  #foreseen(bus: number, stay: number): Expected {
    const { arriveAtMs, usedKwh } = this.#plan(bus).stays[stay]!;
    const usableKwh = this.#usableKwh[bus]!;
    const soc = socOnLink(Math.max(0, usableKwh - usedKwh) / usableKwh);
    return { arriveAtMs: this.#expectedMs(bus, stay, arriveAtMs), soc, targetSoc: 1 };
  }

  #expectedMs(bus: number, stay: number, plannedMs: number | null): number | null {
    const late = this.#late.find((one) => one.bus === bus && one.stay === stay);
    if (late === undefined || plannedMs === null) return plannedMs;
    return late.knownAtMs > this.#engine.nowMs ? plannedMs : plannedMs + late.delayMs;
  }

  #request(bus: number, stay: number, { arriveAtMs, soc, targetSoc }: Expected): void {
    const plan = this.#plan(bus);
    const { departAtMs } = plan.stays[stay]!;
    const nowMs = this.#engine.nowMs;
    const request: RequestChanged = {
      kind: "requestChanged",
      atMs: nowMs,
      knownAtMs: nowMs,
      requestId: this.#requestId(bus, stay),
      vehicleId: plan.vehicleId,
      expectedArrivalAtMs: arriveAtMs,
      expectedSoc: soc,
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

import { type Engine, phase } from "../engine/index.ts";
import {
  id,
  observation,
  type PresystemPort,
  type RequestChanged,
  type RequestId,
  socOnLink,
} from "../messages/index.ts";
import { type ForeseenStay, foreseenStays } from "./chargingTarget.ts";
import { type LateReturn, lateReturnOf } from "./lateReturn.ts";
import type { VehiclePlan } from "./timetable.ts";

/** When and how the presystem speaks. */
export interface PresystemOptions {
  /** A stay is announced this long before it begins [ms]. */
  readonly leadMs: number;
  /** From the cable's being pulled to departure [ms]. */
  readonly unplugBeforeMs: number;
}

/** What goes otherwise than the timetable lets expect. */
interface Unforeseen {
  /** Told when they are known. */
  readonly late: readonly LateReturn[];
  /** How wrong the announced soc of every stay of every plan is, a fraction; empty: not at all. */
  readonly socErrors: readonly (readonly number[])[];
}

/** What a presystem asks for a stay. */
type Asked = Pick<
  RequestChanged,
  "expectedArrivalAtMs" | "expectedSoc" | "minTargetSoc" | "maxTargetSoc"
>;

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
  readonly #lateOf: ReturnType<typeof lateReturnOf>;
  /** Of what is announced for every stay of every plan. */
  readonly #socErrors: readonly (readonly number[])[];
  /** What the timetable lets expect of every stay of every plan. */
  readonly #foreseen: readonly (readonly ForeseenStay[])[];
  readonly #slot: number;
  /** Stays in the order in which they are announced, or said to begin late. */
  readonly #agenda: readonly { bus: number; stay: number; atMs: number }[];
  #announced = 0;
  #hear: Parameters<PresystemPort["listen"]>[0] = () => {};

  /**
   * @param usableKwh of the battery of each plan's bus
   * @param target what buses are to leave with
   * @param unforeseen what goes otherwise than the timetable lets expect
   */
  constructor(
    engine: Engine,
    plans: readonly VehiclePlan[],
    usableKwh: readonly number[],
    options: PresystemOptions,
    target: Parameters<typeof foreseenStays>[2],
    { late, socErrors }: Unforeseen,
  ) {
    this.#engine = engine;
    this.#plans = plans;
    this.#usableKwh = usableKwh;
    this.#options = options;
    const lateOf = lateReturnOf(late);
    this.#lateOf = lateOf;
    this.#socErrors = socErrors;
    this.#foreseen = plans.map((plan, bus) => foreseenStays(plan, usableKwh[bus]!, target));
    this.#slot = engine.adopt(this, 1);
    const agenda: { bus: number; stay: number; atMs: number }[] = [];
    for (const [bus, { stays }] of plans.entries()) {
      for (const [stay, { arriveAtMs }] of stays.entries()) {
        if (arriveAtMs === null) continue;
        // A bus that comes before it would be announced is announced when it comes.
        const comesMs = lateOf(bus, stay)?.delayMs ?? 0;
        agenda.push({ bus, stay, atMs: arriveAtMs + Math.min(-options.leadMs, comesMs) });
      }
    }
    // What is known before a stay is announced is part of that.
    for (const one of late) {
      const { bus, stay, knownAtMs } = one;
      if (knownAtMs === null || lateOf(bus, stay) !== one) continue;
      const { arriveAtMs } = plans[bus]!.stays[stay]!;
      if (knownAtMs > arriveAtMs! - options.leadMs) agenda.push({ bus, stay, atMs: knownAtMs });
    }
    this.#agenda = agenda.toSorted((a, b) => a.atMs - b.atMs || a.bus - b.bus);
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

  /** The bus is here: what it holds and its goals are certain. */
  arrived(bus: number, stay: number, found: ForeseenStay): void {
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
    const asked = this.#askedFor(bus, nowMs, found);
    if (!isSame(asked, this.#askedAhead(bus, stay))) this.#request(bus, stay, asked);
  }

  /** The bus has left, or is not to be charged any more. */
  withdraw(bus: number, stay: number): void {
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
      this.#request(next.bus, next.stay, this.#askedAhead(next.bus, next.stay));
    }
  }

  #setTimer(): void {
    const next = this.#agenda[this.#announced];
    if (next !== undefined) this.#engine.schedule(this.#slot, next.atMs, phase.world);
  }

  /** What is asked before the bus is here: as if it had left with what it should. */
  #askedAhead(bus: number, stay: number): Asked {
    const expectedAtMs = this.#expectedMs(bus, stay, this.#plan(bus).stays[stay]!.arriveAtMs);
    const { leastKwh, desiredKwh, ...foreseen } = this.#foreseen[bus]![stay]!;
    const errorKwh = (this.#socErrors[bus]?.[stay] ?? 0) * this.#usableKwh[bus]!;
    const arrivalKwh = Math.min(this.#usableKwh[bus]!, Math.max(0, foreseen.arrivalKwh + errorKwh));
    return this.#askedFor(bus, expectedAtMs, { arrivalKwh, leastKwh, desiredKwh });
  }

  #expectedMs(bus: number, stay: number, plannedMs: number | null): number | null {
    const { knownAtMs = null, delayMs = 0 } = this.#lateOf(bus, stay) ?? {};
    if (knownAtMs === null || plannedMs === null) return plannedMs;
    return knownAtMs > this.#engine.nowMs ? plannedMs : plannedMs + delayMs;
  }

  #askedFor(bus: number, arriveAtMs: number | null, stay: ForeseenStay): Asked {
    const usableKwh = this.#usableKwh[bus]!;
    return {
      expectedArrivalAtMs: arriveAtMs,
      expectedSoc: socOnLink(stay.arrivalKwh / usableKwh),
      minTargetSoc: enoughOnLink(stay.leastKwh / usableKwh),
      maxTargetSoc: enoughOnLink(stay.desiredKwh / usableKwh),
    };
  }

  #request(bus: number, stay: number, asked: Asked): void {
    const plan = this.#plan(bus);
    const { departAtMs } = plan.stays[stay]!;
    const nowMs = this.#engine.nowMs;
    const request: RequestChanged = {
      kind: "requestChanged",
      atMs: nowMs,
      knownAtMs: nowMs,
      requestId: this.#requestId(bus, stay),
      vehicleId: plan.vehicleId,
      departureAtMs: departAtMs === null ? null : departAtMs - this.#options.unplugBeforeMs,
      ...asked,
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

function isSame(one: Asked, other: Asked): boolean {
  return (
    one.expectedArrivalAtMs === other.expectedArrivalAtMs &&
    one.expectedSoc === other.expectedSoc &&
    one.minTargetSoc === other.minTargetSoc &&
    one.maxTargetSoc === other.maxTargetSoc
  );
}

/** Never less than what is needed once rounded for the link. */
function enoughOnLink(soc: number): number {
  return Math.min(1, socOnLink(soc + 0.00005 - 1e-9));
}

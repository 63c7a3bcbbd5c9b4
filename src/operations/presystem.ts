import { type Engine, phase } from "../engine/index.ts";
import {
  id,
  observation,
  type PresystemPort,
  type RequestChanged,
  type RequestId,
  socOnLink,
  type VehicleId,
} from "../messages/index.ts";
import type { BusSwap, PlaceOfStay } from "./busSwap.ts";
import { chargingGoals, type ForeseenStay, foreseenStays } from "./chargingTarget.ts";
import { type KnownStays, knownAt, knownStays } from "./knownStays.ts";
import { type LateReturn, lateReturnOf } from "./lateReturn.ts";
import { type Due, presystemAgenda } from "./presystemAgenda.ts";
import type { VehiclePlan } from "./timetable.ts";

/** When and how the presystem speaks. */
export interface PresystemOptions {
  /** A stay is announced this long before it begins [ms]. */
  readonly leadMs: number;
  /** From the cable's being pulled to departure [ms]. */
  readonly unplugBeforeMs: number;
}

/** What it takes to have a cabin warm or cool. */
export interface Preconditioning {
  readonly durationMs: number;
  /** At the plug. */
  readonly powerKw: number;
}

/** What goes otherwise than the timetable lets expect. */
interface Unforeseen {
  /** Told when they are known. */
  readonly late: readonly LateReturn[];
  /** How wrong the announced soc of every stay of every plan is, a fraction; empty: not at all. */
  readonly socErrors: readonly (readonly number[])[];
  /** Changes of plans, in the order in which they become known. */
  readonly swaps: readonly BusSwap[];
}

/** What a bus is found to be like when it comes [kWh]. */
export interface FoundBus {
  readonly arrivalKwh: number;
  /** What its block used. */
  readonly usedKwh: number;
}

/** The stay of a bus that began last. */
interface LastArrival extends FoundBus {
  readonly stay: number;
  /** Whether nothing is asked for it any more. */
  readonly isOver: boolean;
}

/** Stays as they are taken to be for a while, and what that lets expect of each. */
interface ForeseenStays extends KnownStays {
  readonly foreseen: readonly ForeseenStay[];
}

/** What a presystem asks for a stay. */
type Asked = Pick<
  RequestChanged,
  "expectedArrivalAtMs" | "expectedSoc" | "minTargetSoc" | "maxTargetSoc"
>;

/** Plain JSON. */
export interface PresystemSnapshot {
  readonly announced: number;
  readonly arrivals: readonly (LastArrival | null)[];
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
  readonly #preconditioningOf: (vehicleId: VehicleId) => Preconditioning | null;
  readonly #lateOf: ReturnType<typeof lateReturnOf>;
  /** Of what is announced for every stay of every plan. */
  readonly #socErrors: readonly (readonly number[])[];
  readonly #target: Parameters<typeof foreseenStays>[2];
  /** Of every bus, what its stays are taken to be as time goes on. */
  readonly #known: readonly (readonly ForeseenStays[])[];
  readonly #slot: number;
  /** Stays in the order in which they are announced, or said to begin late or to be changed. */
  readonly #agenda: readonly Due<ForeseenStays>[];
  readonly #arrivals: (LastArrival | null)[];
  #announced = 0;
  #hear: Parameters<PresystemPort["listen"]>[0] = () => {};

  /**
   * @param usableKwh of the battery of each plan's bus
   * @param target what buses are to leave with
   * @param unforeseen what goes otherwise than the timetable lets expect
   * @param preconditioningOf what every bus is to have before it leaves; null: nothing
   */
  constructor(
    engine: Engine,
    plans: readonly VehiclePlan[],
    usableKwh: readonly number[],
    options: PresystemOptions,
    target: Parameters<typeof foreseenStays>[2],
    { late, socErrors, swaps }: Unforeseen,
    preconditioningOf: (vehicleId: VehicleId) => Preconditioning | null = () => null,
  ) {
    this.#preconditioningOf = preconditioningOf;
    this.#engine = engine;
    this.#plans = plans;
    this.#usableKwh = usableKwh;
    this.#options = options;
    this.#lateOf = lateReturnOf(late);
    this.#socErrors = socErrors;
    this.#target = target;
    this.#known = knownStays(plans, swaps).map((list, bus) =>
      list.map((known) => ({ ...known, foreseen: foreseenStays(known, usableKwh[bus]!, target) })),
    );
    this.#slot = engine.adopt(this, 1);
    this.#arrivals = plans.map(() => null);
    this.#agenda = presystemAgenda(this.#known, late, options.leadMs);
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
  arrived(bus: number, stay: number, { arrivalKwh, usedKwh }: FoundBus): void {
    // Without a lead time it may come at the very instant of its announcement.
    this.#announceDue();
    const nowMs = this.#engine.nowMs;
    const arrival = { stay, arrivalKwh, usedKwh, isOver: false };
    this.#arrivals[bus] = arrival;
    this.#hear(
      observation({
        kind: "vehicleArrived",
        atMs: nowMs,
        knownAtMs: nowMs,
        vehicleId: this.#plan(bus).vehicleId,
      }),
    );
    const known = this.#knownOf(bus, nowMs);
    const asked = this.#askedHere(bus, nowMs, known, arrival);
    const foreseen = this.#askedAhead(bus, stay, known);
    if (!isSame(asked, foreseen)) this.#request(bus, stay, known, asked);
  }

  /** The bus has left, or is not to be charged any more. */
  withdraw(bus: number, stay: number): void {
    const arrival = this.#arrivals[bus];
    if (arrival?.stay === stay) {
      const { arrivalKwh, usedKwh } = arrival;
      this.#arrivals[bus] = { stay, arrivalKwh, usedKwh, isOver: true };
    }
    this.#withdraw(bus, stay);
  }

  /** When a bus that is here is to leave, as far as is known; null: it stays. */
  departureAtMs(bus: number, stay: number): number | null {
    return this.#knownOf(bus, this.#engine.nowMs).stays[stay]!.departAtMs;
  }

  snapshot(): PresystemSnapshot {
    return { announced: this.#announced, arrivals: [...this.#arrivals] };
  }

  restore(saved: PresystemSnapshot): void {
    this.#announced = saved.announced;
    this.#arrivals.splice(0, Infinity, ...saved.arrivals);
  }

  #announceDue(): void {
    for (;;) {
      const next = this.#agenda[this.#announced];
      if (next === undefined || next.atMs > this.#engine.nowMs) return;
      this.#announced++;
      this.#say(next);
    }
  }

  #say({ bus, stay, known }: Due<ForeseenStays>): void {
    const arrival = this.#arrivals[bus] ?? null;
    const isHere = arrival?.stay === stay;
    if (arrival !== null && (stay < arrival.stay || (isHere && arrival.isOver))) return;
    if (known === null) return this.#withdraw(bus, stay);
    const asked = isHere
      ? this.#askedHere(bus, this.#engine.nowMs, known, arrival)
      : this.#askedAhead(bus, stay, known);
    this.#request(bus, stay, known, asked);
  }

  #setTimer(): void {
    const next = this.#agenda[this.#announced];
    if (next !== undefined) this.#engine.schedule(this.#slot, next.atMs, phase.world);
  }

  #knownOf(bus: number, atMs: number): ForeseenStays {
    return knownAt(this.#known[bus]!, atMs);
  }

  /** What is asked before the bus is here: as if it had left with what it should. */
  #askedAhead(bus: number, stay: number, { stays, places, foreseen }: ForeseenStays): Asked {
    const place = places[stay]!;
    const expectedAtMs = this.#expectedMs(place, stays[stay]!.arriveAtMs);
    const errorKwh = (this.#socErrors[place.bus]?.[place.stay] ?? 0) * this.#usableKwh[bus]!;
    const { arrivalKwh: expectedKwh, leastKwh, desiredKwh } = foreseen[stay]!;
    const arrivalKwh = Math.min(this.#usableKwh[bus]!, Math.max(0, expectedKwh + errorKwh));
    return this.#askedFor(bus, expectedAtMs, { arrivalKwh, leastKwh, desiredKwh });
  }

  /** What is asked for a bus that is here. */
  #askedHere(
    bus: number,
    arrivedAtMs: number,
    { stays }: KnownStays,
    { stay, arrivalKwh, usedKwh }: LastArrival,
  ): Asked {
    const usableKwh = this.#usableKwh[bus]!;
    const { nextUsedKwh } = stays[stay]!;
    const goals = chargingGoals(this.#target, { usedKwh, nextUsedKwh }, usableKwh, arrivalKwh);
    const { leastKwh, desiredKwh } = goals;
    return this.#askedFor(bus, arrivedAtMs, { arrivalKwh, leastKwh, desiredKwh });
  }

  #expectedMs({ bus, stay }: PlaceOfStay, plannedMs: number | null): number | null {
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

  #request(bus: number, stay: number, { stays }: KnownStays, asked: Asked): void {
    const plan = this.#plan(bus);
    const { departAtMs } = stays[stay]!;
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
    this.#precondition(request);
  }

  /** Has the cabin ready when the cable is pulled: it takes the plug. Told with every word on a stay. */
  #precondition({ requestId, vehicleId, departureAtMs, knownAtMs }: RequestChanged): void {
    const needed = this.#preconditioningOf(vehicleId);
    if (needed === null) return;
    const finishAtMs = departureAtMs ?? knownAtMs;
    const startAtMs = Math.max(0, finishAtMs - needed.durationMs);
    // Who does not leave needs nothing any more.
    const powerKw = departureAtMs === null ? 0 : needed.powerKw;
    const when = { atMs: knownAtMs, knownAtMs };
    const need = { requestId, vehicleId, startAtMs, finishAtMs, powerKw };
    this.#hear(observation({ kind: "preconditioningNeed", ...when, ...need }));
  }

  #withdraw(bus: number, stay: number): void {
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

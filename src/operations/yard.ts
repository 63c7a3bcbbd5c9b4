import type { Engine } from "../engine/index.ts";
import type { PointId } from "../messages/index.ts";
import { BusInYard, type BusInYardState, type YardBus, type YardOptions } from "./busInYard.ts";
import {
  type DepotFloor,
  PointAssignment,
  type PointAssignmentSnapshot,
} from "./pointAssignment.ts";
import { type LateReturn, returnDelayMs } from "./lateReturn.ts";
import type { Presystem } from "./presystem.ts";
import type { StayOutcome } from "./stayOutcome.ts";
import type { VehiclePlan } from "./timetable.ts";

/** What a yard is made of. */
export interface YardSpec {
  readonly plans: readonly VehiclePlan[];
  /** For every stay of every plan [ms]. */
  readonly plugInDelaysMs: readonly (readonly number[])[];
  /** One per plan. */
  readonly buses: readonly YardBus[];
  readonly points: readonly PointId[];
  readonly options: YardOptions;
  /** Buses that return late. */
  readonly late: readonly LateReturn[];
}

/** Plain JSON. */
export interface YardSnapshot {
  readonly buses: readonly BusInYardState[];
  readonly points: PointAssignmentSnapshot;
}

/** All buses of the yard, and the points they share. */
export class Yard {
  readonly #points: PointAssignment;
  readonly #buses: readonly BusInYard[];

  constructor(
    engine: Engine,
    spec: YardSpec,
    floor: DepotFloor,
    presystem: Presystem,
    onOutcome: (outcome: StayOutcome) => void,
  ) {
    this.#points = new PointAssignment(floor, spec.points);
    const around = { engine, floor, presystem, onOutcome, points: this.#points };
    this.#buses = spec.plans.map(
      (plan, index) =>
        new BusInYard(around, spec.options, {
          index,
          plan,
          plugInDelaysMs: spec.plugInDelaysMs[index]!,
          returnDelayMs: returnDelayMs(spec.late, index),
          bus: spec.buses[index]!,
          pointIds: spec.points,
        }),
    );
  }

  /** Puts every bus where it is when the run begins. */
  start(): void {
    for (const bus of this.#buses) bus.start();
  }

  /** A point can take the next bus. */
  pointFree(point: number): void {
    const next = this.#points.next(point);
    if (next >= 0) this.#bus(next).plugIn(point);
  }

  /** A point does not work: the bus there, if any, is plugged in elsewhere. */
  replug(point: number): void {
    const bus = this.#points.occupant(point);
    if (bus >= 0) this.#bus(bus).replug();
  }

  /** A bus holds what it waited for. */
  charged(point: number): void {
    this.#bus(this.#points.occupant(point)).charged();
  }

  /** Reports the stays that outlast the run; energies must be settled. */
  finish(): void {
    // Cables are pulled only to read what they gave: no bus takes a point that gets free by it.
    this.#points.close();
    for (const bus of this.#buses) bus.finish();
  }

  snapshot(): YardSnapshot {
    return {
      buses: this.#buses.map((bus) => bus.snapshot()),
      points: this.#points.snapshot(),
    };
  }

  restore(saved: YardSnapshot): void {
    saved.buses.forEach((state, i) => this.#bus(i).restore(state));
    this.#points.restore(saved.points);
  }

  #bus(index: number): BusInYard {
    return this.#buses[index]!;
  }
}

import type { Engine } from "../engine/index.ts";
import type { PointId } from "../messages/index.ts";
import { BusInYard } from "./busInYard.ts";
import type { BusInYardState, YardBus } from "./busInYardState.ts";
import {
  type DepotFloor,
  PointAssignment,
  type PointAssignmentSnapshot,
} from "./pointAssignment.ts";
import { type LateReturn, lateReturnOf } from "./lateReturn.ts";
import { pointsToClear } from "./pointsToClear.ts";
import type { Presystem } from "./presystem.ts";
import { ServiceBays, type ServiceBaysSnapshot } from "./serviceBays.ts";
import type { StayOutcome } from "./stayOutcome.ts";
import type { VehiclePlan } from "./timetable.ts";
import type { YardOptions } from "./yardOptions.ts";

/** What a yard is made of. */
export interface YardSpec {
  readonly plans: readonly VehiclePlan[];
  /** For every stay of every plan [ms]. */
  readonly plugInDelaysMs: readonly (readonly number[])[];
  /** For every stay of every plan, as indexes. */
  readonly servicesDue: readonly (readonly (readonly number[])[])[];
  /** One per plan. */
  readonly buses: readonly YardBus[];
  readonly points: readonly PointId[];
  readonly options: YardOptions;
  /** Buses that return late. */
  readonly late: readonly LateReturn[];
  /** By how much more than planned the block before every stay of every plan used; empty: as planned. */
  readonly usedFactors: readonly (readonly number[])[];
}

/** Plain JSON. */
export interface YardSnapshot {
  readonly buses: readonly BusInYardState[];
  readonly points: PointAssignmentSnapshot;
  readonly bays: ServiceBaysSnapshot;
}

/** All buses of the yard, and the points and places they share. */
export class Yard {
  readonly #floor: DepotFloor;
  readonly #swaps: boolean;
  readonly #points: PointAssignment;
  readonly #bays: ServiceBays;
  readonly #buses: readonly BusInYard[];

  constructor(
    engine: Engine,
    spec: YardSpec,
    floor: DepotFloor,
    presystem: Presystem,
    onOutcome: (outcome: StayOutcome) => void,
  ) {
    const { services, pointAssignment, swapMs } = spec.options;
    this.#floor = floor;
    this.#swaps = swapMs !== null;
    this.#points = new PointAssignment(floor, spec.points, pointAssignment);
    this.#bays = new ServiceBays(services, (bus) => this.#bus(bus).beginService());
    const around = {
      engine,
      floor,
      presystem,
      onOutcome,
      points: this.#points,
      bays: this.#bays,
      onSwapDue: () => this.#swap(),
      onVacated: (point: number) => {
        if (floor.isFree(point)) this.pointFree(point);
      },
    };
    const lateOf = lateReturnOf(spec.late);
    this.#buses = spec.plans.map(
      (plan, index) =>
        new BusInYard(around, spec.options, {
          index,
          plan,
          plugInDelaysMs: spec.plugInDelaysMs[index]!,
          servicesDue: spec.servicesDue[index]!,
          returnDelayMs: (stay) => lateOf(index, stay)?.delayMs ?? 0,
          usedFactor: (stay) => spec.usedFactors[index]?.[stay] ?? 1,
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

  /** The bus at a point holds what was waited for. */
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
      bays: this.#bays.snapshot(),
    };
  }

  restore(saved: YardSnapshot): void {
    saved.buses.forEach((state, i) => this.#bus(i).restore(state));
    this.#points.restore(saved.points);
    this.#bays.restore(saved.bays);
  }

  /** Has buses that are done make room for those that wait, where that is wanted. */
  #swap(): void {
    if (!this.#swaps) return;
    const { wanted, occupants } = this.#points;
    if (wanted.length === 0) return;
    const coming: number[] = [];
    const done: number[] = [];
    for (const [point, bus] of occupants.entries()) {
      // Nobody knows when it works again.
      if (this.#floor.isDown(point)) continue;
      if (bus < 0 ? !this.#floor.isFree(point) : this.#bus(bus).isMoving) coming.push(point);
      else if (bus >= 0 && this.#bus(bus).canMoveOff) done.push(point);
    }
    for (const point of pointsToClear(wanted, coming, done)) this.#bus(occupants[point]!).moveOff();
  }

  #bus(index: number): BusInYard {
    return this.#buses[index]!;
  }
}

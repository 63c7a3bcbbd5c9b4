import type { PointId } from "../messages/index.ts";

/** What the yard asks of the depot's hardware. */
export interface DepotFloor {
  isFree(point: number): boolean;
  plugIn(point: number, bus: number): void;
  /** Returns the grid energy the bus drew while plugged in [kWh]. */
  unplug(point: number): number;
  /** Asks that the yard be told when the bus holds that energy or takes no more. */
  waitFor(point: number, goalKwh: number): void;
}

/** A bus without a point; the longest waiting first. Plain JSON. */
interface Waiting {
  readonly bus: number;
  /** −1: any point. */
  readonly wanted: number;
}

/** Plain JSON. */
export interface PointAssignmentSnapshot {
  readonly occupants: readonly number[];
  readonly queue: readonly Waiting[];
}

/**
 * Which bus stands at which point: the one a timetable fixes, else the first
 * free one. When points are short, buses wait in the order in which they came.
 */
export class PointAssignment {
  readonly #floor: DepotFloor;
  readonly #indexes: ReadonlyMap<PointId, number>;
  readonly #occupants: number[];
  #queue: Waiting[] = [];

  constructor(floor: DepotFloor, points: readonly PointId[]) {
    this.#floor = floor;
    this.#indexes = new Map(points.map((pointId, point) => [pointId, point]));
    this.#occupants = points.map(() => -1);
  }

  /** Gives the bus a point, or −1 and a place in the queue. */
  ask(bus: number, fixed: PointId | null): number {
    const wanted = fixed === null ? -1 : (this.#indexes.get(fixed) ?? -1);
    const point = wanted >= 0 ? wanted : this.#firstFree();
    if (point >= 0 && this.#isFree(point)) {
      this.#occupants[point] = bus;
      return point;
    }
    this.#queue.push({ bus, wanted });
    return -1;
  }

  /** The bus waits no longer. */
  giveUp(bus: number): void {
    this.#queue = this.#queue.filter((waiting) => waiting.bus !== bus);
  }

  /** Nobody waits any longer. */
  close(): void {
    this.#queue = [];
  }

  /** The bus has left the point, which may need a while to be free. */
  leave(point: number): void {
    this.#occupants[point] = -1;
  }

  /** The bus at a point, −1 when there is none. */
  occupant(point: number): number {
    return this.#occupants[point]!;
  }

  /** Takes the first bus that waits for a point that has become free; −1 when none does. */
  next(point: number): number {
    const i = this.#queue.findIndex(({ wanted }) => wanted === point || wanted < 0);
    if (i < 0) return -1;
    const [{ bus }] = this.#queue.splice(i, 1) as [Waiting];
    this.#occupants[point] = bus;
    return bus;
  }

  snapshot(): PointAssignmentSnapshot {
    return { occupants: [...this.#occupants], queue: [...this.#queue] };
  }

  restore(saved: PointAssignmentSnapshot): void {
    this.#occupants.splice(0, Infinity, ...saved.occupants);
    this.#queue = [...saved.queue];
  }

  #firstFree(): number {
    for (let point = 0; point < this.#occupants.length; point++) {
      if (this.#isFree(point)) return point;
    }
    return -1;
  }

  #isFree(point: number): boolean {
    return this.#occupants[point]! < 0 && this.#floor.isFree(point);
  }
}

import type { PointId } from "../messages/index.ts";

/** What the yard asks of the depot's hardware. */
export interface DepotFloor {
  isFree(point: number): boolean;
  /** Whether it does not work: nobody knows when it will be free. */
  isDown(point: number): boolean;
  plugIn(point: number, bus: number, stay: number): void;
  /** Returns the grid energy the bus drew while plugged in [kWh]. */
  unplug(point: number): number;
  /** Asks that the yard be told when the bus holds that energy or takes no more. */
  waitFor(point: number, goalKwh: number): void;
}

/**
 * Who gets a point that the timetable does not fix. fixed: nobody, it fixes all · firstFree: who
 * has waited longest · byNextDeparture: who leaves first.
 */
export type PointRule = "fixed" | "firstFree" | "byNextDeparture";

/** A bus without a point. Plain JSON. */
interface Waiting {
  readonly bus: number;
  /** −1: any point. */
  readonly wanted: number;
  /** The lowest is served first; of equals the longest waiting. */
  readonly rank: number;
}

/** Plain JSON. */
export interface PointAssignmentSnapshot {
  readonly occupants: readonly number[];
  readonly queue: readonly Waiting[];
}

/**
 * Which bus stands at which point: the one a timetable fixes, else the first
 * free one. When points are short, buses wait, and the rule says who is next.
 */
export class PointAssignment {
  readonly #floor: DepotFloor;
  readonly #indexes: ReadonlyMap<PointId, number>;
  readonly #rule: PointRule;
  readonly #occupants: number[];
  #queue: Waiting[] = [];

  constructor(floor: DepotFloor, points: readonly PointId[], rule: PointRule) {
    this.#floor = floor;
    this.#rule = rule;
    this.#indexes = new Map(points.map((pointId, point) => [pointId, point]));
    this.#occupants = points.map(() => -1);
  }

  /**
   * Gives the bus a point, or −1 and a place in the queue.
   * @param departAtMs null: nobody knows when it leaves
   */
  ask(bus: number, fixed: PointId | null, departAtMs: number | null): number {
    const wanted = fixed === null ? -1 : (this.#indexes.get(fixed) ?? -1);
    const point = wanted >= 0 ? wanted : this.#firstFree();
    if (point >= 0 && this.#isFree(point)) {
      this.#occupants[point] = bus;
      return point;
    }
    const departs = departAtMs ?? Number.MAX_SAFE_INTEGER;
    const rank = this.#rule === "byNextDeparture" ? departs : 0;
    const later = this.#queue.findIndex((waiting) => waiting.rank > rank);
    this.#queue.splice(later < 0 ? this.#queue.length : later, 0, { bus, wanted, rank });
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

  /** The bus at each point, −1 where there is none. */
  get occupants(): readonly number[] {
    return this.#occupants;
  }

  /** The bus at a point, −1 when there is none. */
  occupant(point: number): number {
    return this.#occupants[point]!;
  }

  /** The points that are waited for, −1 for any, in the order in which they are given. */
  get wanted(): number[] {
    return this.#queue.map(({ wanted }) => wanted);
  }

  /** Takes the first bus that waits for a point whose hardware is free; −1 when none may have it. */
  next(point: number): number {
    if (this.#occupants[point]! >= 0) return -1;
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

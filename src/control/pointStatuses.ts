import type { StationStatus } from "../messages/index.ts";

/** Whether a point can be told anything, and whether it works. */
export type Reach = "reachable" | "outOfReach" | Exclude<StationStatus["status"], "available">;

/** Plain JSON: points that are not reachable, by index. */
export type PointStatusesSnapshot = readonly (readonly [point: number, reach: Reach])[];

/** What was last said of each point by its station, or by whoever holds its link. */
export class PointStatuses {
  readonly #byPoint = new Map<number, Reach>();

  at(point: number): Reach {
    return this.#byPoint.get(point) ?? "reachable";
  }

  become(point: number, reach: Reach): void {
    if (reach === "reachable") this.#byPoint.delete(point);
    else this.#byPoint.set(point, reach);
  }

  snapshot(): PointStatusesSnapshot {
    return [...this.#byPoint];
  }

  restore(saved: PointStatusesSnapshot): void {
    this.#byPoint.clear();
    for (const [point, reach] of saved) this.#byPoint.set(point, reach);
  }
}

import type { PointId, PointOrder } from "../messages/index.ts";

/** What a person on duty has ordered at a point; `auto`: nothing. */
export type Order = PointOrder["order"];

/** Plain JSON: points with an order. */
export type PointOrdersSnapshot = readonly (readonly [pointId: PointId, order: Order])[];

/** The orders of people on duty that hold now, by point. */
export class PointOrders {
  readonly #byPoint = new Map<PointId, Order>();

  at(pointId: PointId): Order {
    return this.#byPoint.get(pointId) ?? "auto";
  }

  ordered(pointId: PointId, order: Order): void {
    if (order === "auto") this.#byPoint.delete(pointId);
    else this.#byPoint.set(pointId, order);
  }

  /** A session is over: whoever comes next is charged as any other. */
  sessionEnded(pointId: PointId): void {
    if (this.at(pointId) === "charge") this.#byPoint.delete(pointId);
  }

  snapshot(): PointOrdersSnapshot {
    return [...this.#byPoint];
  }

  restore(saved: PointOrdersSnapshot): void {
    this.#byPoint.clear();
    for (const [pointId, order] of saved) this.#byPoint.set(pointId, order);
  }
}

import type { PointId } from "../../messages/index.ts";
import type { Order } from "../pointOrders.ts";
import type { Reach } from "../pointStatuses.ts";
import type { Seen } from "./seen.ts";
import { type SessionView, sessionView } from "./sessionView.ts";

/** What is believed of a point. Plain JSON. */
export interface PointView {
  readonly id: PointId;
  /** As was last said of it; out of service, too, where a person on duty has ordered so. */
  readonly status: Reach;
  readonly order: Order;
  /** null: nobody is plugged in. */
  readonly session: SessionView | null;
}

/** Every point, in the order of the depot. */
export function pointViews(seen: Seen, atMs: number): PointView[] {
  const { model, orders, sessions, statuses } = seen;
  return model.points.map(({ pointId }, point) => {
    const order = orders.at(pointId);
    const session = sessions.atIndex(point);
    return {
      id: pointId,
      status: order === "outOfService" ? order : statuses.at(point),
      order,
      session: session === null ? null : sessionView(session, seen, atMs),
    };
  });
}

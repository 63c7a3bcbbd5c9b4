import type { Complaints } from "../complaints.ts";
import type { ControlModel } from "../controlModel.ts";
import type { LimitLedger } from "../limitLedger.ts";
import type { PlanInForce } from "../planInForce.ts";
import type { PointOrders } from "../pointOrders.ts";
import type { PointStatuses } from "../pointStatuses.ts";
import type { RequestBelief } from "../requestBelief.ts";
import type { SessionBook } from "../sessionBook.ts";
import type { SiteBelief } from "../siteBelief.ts";

/** All that a view is taken of; a view changes nothing of it. */
export interface Seen {
  readonly model: ControlModel;
  readonly site: SiteBelief;
  readonly ledger: LimitLedger;
  readonly sessions: SessionBook;
  readonly requests: RequestBelief;
  readonly orders: PointOrders;
  readonly statuses: PointStatuses;
  readonly complaints: Complaints;
  /** null: there is none. */
  readonly inForce: PlanInForce | null;
}

import type { Complaint } from "./complaints.ts";
import type { DispatchSnapshot } from "./dispatch.ts";
import type { EnforcementSnapshot } from "./enforcement.ts";
import type { LedgerSnapshot } from "./limitLedger.ts";
import type { PlanningSnapshot } from "./planning.ts";
import type { PointOrdersSnapshot } from "./pointOrders.ts";
import type { PointStatusesSnapshot } from "./pointStatuses.ts";
import type { PreconditioningSnapshot } from "./preconditioning.ts";
import type { RequestsSnapshot } from "./requestBelief.ts";
import type { SessionSnapshot } from "./session.ts";
import type { SiteSnapshot } from "./siteBelief.ts";

/** All that a controller knows. Plain JSON. */
export interface ControllerSnapshot {
  readonly nowMs: number;
  readonly wakeAtMs: number | null;
  readonly decideAtMs: number | null;
  readonly hasNews: boolean;
  readonly site: SiteSnapshot;
  readonly orders: PointOrdersSnapshot;
  readonly requests: RequestsSnapshot;
  readonly preconditioning: PreconditioningSnapshot;
  readonly ledger: LedgerSnapshot;
  readonly sessions: readonly SessionSnapshot[];
  readonly enforcement: EnforcementSnapshot;
  readonly dispatch: DispatchSnapshot;
  readonly planning: PlanningSnapshot | null;
  readonly statuses: PointStatusesSnapshot;
  readonly complaints: readonly Complaint[];
}

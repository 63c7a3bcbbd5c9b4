import type { Outlet } from "../physics/index.ts";
import type { ControlModel } from "./controlModel.ts";
import type { LimitLedger } from "./limitLedger.ts";
import type { RequestBelief } from "./requestBelief.ts";
import type { SessionBook } from "./sessionBook.ts";
import type { SiteBelief } from "./siteBelief.ts";

/** All that a plan can be made from. */
export interface Belief {
  readonly model: ControlModel;
  readonly site: SiteBelief;
  readonly ledger: LimitLedger;
  readonly sessions: SessionBook;
  readonly requests: RequestBelief;
  /** The best of all outlets. */
  readonly anyOutlet: Outlet;
}

import type { Presystem } from "../../protocols/vdv463/index.ts";
import type { PriorityOrder } from "./wirePriority.ts";

/**
 * How a charge management reads what VDV 463 leaves open. Defaults are what most
 * of the field does, or an estimate where it says so.
 */
export interface PresystemRules {
  readonly priorityOrder: PriorityOrder;
  /** A vehicle that no master data describe: reject its request, or charge it as a stranger. */
  readonly unknownVehicles: "reject" | "learn";
  /** A request that is withdrawn while its bus charges: stop, or go on as it was. */
  readonly stopOnRemoval: boolean;
  /** Who is heard of two that want a bus at once. */
  readonly presystemPrecedence: Presystem;
  /** Points outside the depot: there the control centre is heard in any case. */
  readonly onRoutePoints: ReadonlySet<string>;
  /** From departure until a request whose bus is not plugged in counts no more. Estimate. */
  readonly staleAfterMs: number;
  /** From the loss of a presystem until its requests count no more. Estimate. */
  readonly orphanAfterMs: number;
}

export const presystemRules: PresystemRules = {
  priorityOrder: "lowerFirst",
  unknownVehicles: "reject",
  stopOnRemoval: false,
  presystemPrecedence: "BMS",
  onRoutePoints: new Set(),
  staleAfterMs: 60 * 60_000,
  orphanAfterMs: 24 * 3_600_000,
};

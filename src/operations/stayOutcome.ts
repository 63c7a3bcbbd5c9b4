import type { PointId, VehicleId } from "../messages/index.ts";

/** How one stay of a bus went. */
export interface StayOutcome {
  readonly vehicleId: VehicleId;
  readonly vehicleType: string;
  /** null: it never found a point. */
  readonly pointId: PointId | null;
  readonly blockBefore: string | null;
  readonly blockAfter: string | null;
  /** null: it was there when the run began. */
  readonly arrivedAtMs: number | null;
  /** Services done to it, and waiting for them [ms]. */
  readonly serviceMs: number;
  readonly serviceWaitMs: number;
  /** From asking for a point until it had one or gave up [ms]; null: it never asked. */
  readonly queuedMs: number | null;
  readonly pluggedInAtMs: number | null;
  readonly unpluggedAtMs: number | null;
  /** null: it stays to the end of the run. */
  readonly plannedDepartureAtMs: number | null;
  readonly departedAtMs: number | null;
  readonly socAtArrival: number;
  readonly socAtDeparture: number;
  /** The least it must leave with. */
  readonly targetSoc: number;
  readonly batteryKwh: number;
  readonly gridKwh: number;
  /** Short of the least it must leave with, at departure. */
  readonly unmetKwh: number;
  /** Used on the block before beyond what the battery held. */
  readonly deficitKwh: number;
}

/** A bus short of its target by less than this counts as ready: what a link can tell. */
export const SOC_QUANTUM = 0.0001;

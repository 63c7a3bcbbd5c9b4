import type { PointId, VehicleId } from "../messages/index.ts";
import type { Battery, ConverterLoss, PowerTree } from "../physics/index.ts";
import type { Law } from "../planning/index.ts";

/** A point, as the controller is told about it. */
export interface PointModel {
  readonly pointId: PointId;
  /** Index of the grid node that feeds it. */
  readonly node: number;
  /** Index of the cabinet whose modules it shares; null: a station of its own. */
  readonly cabinet: number | null;
  readonly ratedKw: number;
  readonly minKw: number;
  readonly loss: ConverterLoss;
  /** What it gives when no limit is in force [kW]. */
  readonly fallbackKw: number;
}

/**
 * A station whose outlets share power modules. One that serves one outlet at a
 * time has a single module.
 */
export interface CabinetModel {
  readonly id: string;
  /** Index of the grid node that feeds it. */
  readonly node: number;
  readonly modules: number;
  /** What one module gives [kW, outlet side]; all together are the cabinet's limit. */
  readonly moduleKw: number;
  /** For so long a module gives nothing when it goes from one outlet to another. */
  readonly switchMs: number;
}

export interface ControlOptions {
  /** Decide only at multiples of this since the epoch [ms]; null: whenever something happens. */
  readonly cadenceMs: number | null;
  /** Limits are rounded down to multiples of this [kW]; 0: not at all. */
  readonly limitStepKw: number;
  /** Increment of laws that share in rounds [kW, grid side]. */
  readonly incrementKw: number;
  /** Least time between two changes of order that come from waiting alone [ms]. */
  readonly quantumMs: number;
  /** A tapering bus keeps its limit until it leaves that much of it unused [kW]. */
  readonly releaseStepKw: number;
  /** How long a limit holds before the station falls back [ms]. */
  readonly limitLifetimeMs: number;
  /** A command without an answer for this long is repeated [ms]. */
  readonly commandTimeoutMs: number;
  /** From a bus's arrival until energy can flow, as it is expected [ms]. */
  readonly expectedPlugInMs: number;
  /** Plans are made at multiples of this since the epoch, and when something goes otherwise [ms]. */
  readonly planEveryMs: number;
  /** Buses that come later are not planned yet; without departure a bus has that long [ms]. */
  readonly planHorizonMs: number;
  /** Otherwise is what differs by more than this: time [ms], state of charge. */
  readonly replanToleranceMs: number;
  readonly replanToleranceSoc: number;
}

/** What the controller is told before anything happens. */
export interface ControlModel {
  readonly tree: PowerTree;
  readonly points: readonly PointModel[];
  readonly cabinets: readonly CabinetModel[];
  /** What is known of a bus's battery; undefined for a stranger. */
  readonly batteryOf: (vehicleId: VehicleId) => Battery | undefined;
  readonly law: Law;
  readonly options: ControlOptions;
}

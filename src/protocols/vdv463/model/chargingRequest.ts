import type { Instant } from "./instant.ts";
import type { Celsius, Kilowatts, Percent } from "./units.ts";

/**
 * One stay of one bus, as a presystem asks for it. Members bear the names of
 * VDV 463; what only some editions know says so.
 */
export interface ChargingRequest {
  /** As in VDV 261. */
  readonly vehicleId: string;
  /** Unique within its presystem, never used again. */
  readonly chargingRequestId: string;
  readonly chargingRequestData: ChargingRequestData;
  readonly chargingPointId?: string;
  /** A running process that this request is for. */
  readonly chargingProcessId?: string;
  /** Which end is high is not said by the standard. */
  readonly priority?: number;
  readonly automaticPreconditioning?: AutomaticPreconditioning;
  readonly manualPreconditioning?: ManualPreconditioning;
  /** Until 1.1: a hint beside the list, which says the same. */
  readonly chargingInstruction?: ChargingInstruction;
}

export interface ChargingRequestData {
  /** What the bus must leave with. */
  readonly minTargetSoc: Percent;
  /** What it may be charged to. */
  readonly maxTargetSoc: Percent;
  readonly expectedArrivalTimeAtChargingPoint?: Instant;
  readonly expectedSocAtArrival?: Percent;
  readonly requestedTimeForDeparture?: Instant;
  /** Unplanned, and wanted now. */
  readonly adHocCharging?: boolean;
}

export interface AutomaticPreconditioning {
  readonly preconditioningRequest: PreconditioningRequest;
  readonly ambientTemperature?: Celsius;
  /** From 1.1 on. */
  readonly requestedStartTime?: Instant;
  readonly requestedFinishTime?: Instant;
  /** From 2.0 on. */
  readonly targetSoc?: Percent;
}

export interface ManualPreconditioning {
  readonly hvacPreconditioningStartTime: Instant;
  readonly systemPreconditioningStartTime: Instant;
  /** Whole kW on the wire. */
  readonly hvacAuxiliaryConsumerPower?: Kilowatts;
  /** Whole kW on the wire. */
  readonly systemAuxiliaryConsumerPower?: Kilowatts;
  /** From 2.0 on. */
  readonly targetSoc?: Percent;
}

/** The last two are of 2.0 (VDV 261, second edition). */
export type PreconditioningRequest =
  | "WarmWaterAndVentilation"
  | "HotWaterAndHeating"
  | "NoWaterCoolingOrVentilation"
  | "NoClimaticPreconditioningOrSNA"
  | "NoClimatePreconditioningOrAutomaticPreselectionByTheVehicle"
  | "SNA";

export type ChargingInstruction = "Normal" | "Changed" | "Terminate";

/** All requests of a presystem: what is missing is withdrawn. */
export interface ChargingRequests {
  readonly chargingRequestList: readonly ChargingRequest[];
}

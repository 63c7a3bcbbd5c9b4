import type { Instant } from "./instant.ts";
import type { Amperes, Kilovars, Kilowatts, Percent, Volts, WattHours } from "./units.ts";

/** From plugging in until unplugging. */
export interface ChargingProcessInfo {
  /** Made by the charge management when a bus is plugged in. */
  readonly chargingProcessId: string;
  readonly processStatus: ProcessStatus;
  readonly startTime: Instant;
  readonly chargingPredictionData: ChargingPredictionData;
  readonly electricData: ElectricData;
  /** Whose request it serves; a process may serve none. */
  readonly presystemId?: string;
  readonly chargingRequestId?: string;
  readonly deliveredEnergy?: WattHours;
}

export type ProcessStatus =
  | "Preparing"
  | "Charging"
  | "SuspendedEVSE"
  | "SuspendedEV"
  | "Finishing"
  | "Queued"
  | "ChargingRejectedTechnically";

export interface ElectricData {
  readonly chargingCurrent?: Amperes;
  readonly chargingVoltage?: Volts;
  /** Until 1.1 it must be known. */
  readonly chargingPower?: Kilowatts;
  readonly reactivePower?: Kilovars;
}

/** A stay that is planned at a point. */
export interface ScheduledChargingProcess {
  readonly chargingRequestId: string;
  readonly vehicleId: string;
  readonly chargingPredictionData: ChargingPredictionData;
  readonly presystemId?: string;
  readonly chargingProcessId?: string;
  readonly startTime?: Instant;
}

/** What the charge management expects; names are those of 2.0. */
export interface ChargingPredictionData {
  /** Of the forecast, not of the charging. */
  readonly chargingPredictionDataStatus: ChargingPredictionDataStatus;
  readonly chargingPredictionDataMinTargetSoc?: MinTargetSocPrediction;
  readonly chargingPredictionDataMaxTargetSoc?: MaxTargetSocPrediction;
  readonly chargingPredictionDataDepartureTime?: DeparturePrediction;
  /** From 2.0 on. */
  readonly chargingProgressPredictionList?: readonly ProgressPrediction[];
}

export type ChargingPredictionDataStatus = "Ongoing" | "Finished";

export interface MinTargetSocPrediction {
  readonly requestedMinTargetSoc: Percent;
  readonly predictedTime: Instant;
}

/** Until 1.1 the soc is the one expected in the end. */
export interface MaxTargetSocPrediction {
  readonly requestedMaxTargetSoc: Percent;
  readonly predictedTime: Instant;
}

/** From 1.1 on. */
export interface DeparturePrediction {
  readonly predictedDepartureTimeSoc: Percent;
  readonly requestedTimeForDeparture: Instant;
}

export interface ProgressPrediction {
  readonly predictedSoc: Percent;
  readonly predictedTime: Instant;
}

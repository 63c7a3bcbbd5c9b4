import type { ChargingProcessInfo, ScheduledChargingProcess } from "./chargingProcessInfo.ts";
import type { Instant } from "./instant.ts";
import type { Celsius, Kilowatts, WattHours } from "./units.ts";
import type { VehicleInfo } from "./vehicleInfo.ts";

/** The whole depot, as the charge management sees it. */
export interface ChargingInformation {
  readonly depotInfoList: readonly DepotInfo[];
  /** From 2.0 on: requests in force that cannot be accepted. */
  readonly rejectedChargingRequestInfoList?: readonly RejectedChargingRequestInfo[];
}

export interface RejectedChargingRequestInfo {
  readonly presystemId: string;
  readonly chargingRequestId: string;
  readonly reason: string;
}

export interface DepotInfo {
  readonly depotId: string;
  readonly name?: string;
  readonly chargingStationInfoList: readonly ChargingStationInfo[];
}

export interface ChargingStationInfo {
  readonly chargingStationId: string;
  readonly chargingPointInfoList: readonly ChargingPointInfo[];
  /** Until 1.1; when it is not given, it follows from the points. */
  readonly chargingStationStatus?: ChargingStationStatus;
  readonly chargingStationFaultInfo?: ChargingStationFaultInfo;
  /** Drawn from the grid. */
  readonly totalPower?: Kilowatts;
}

export interface ChargingPointInfo {
  readonly chargingPointId: string;
  readonly chargingPointStatus: ChargingPointStatus;
  readonly insideTemperature?: Celsius;
  readonly outsideTemperature?: Celsius;
  readonly connectorTemperature?: Celsius;
  /** From 2.0 on: what the charge management allows. */
  readonly presentPowerLimit?: Kilowatts;
  /** Until 1.1; when it is not given, it is the power of the process. */
  readonly presentPower?: Kilowatts;
  readonly energyMeterReading?: WattHours;
  readonly chargingPointFaultInfo?: ChargingPointFaultInfo;
  readonly vehicleInfo?: VehicleInfo;
  readonly chargingProcessInfo?: ChargingProcessInfo;
  /** Stays to come at this point. */
  readonly scheduledChargingProcessList?: readonly ScheduledChargingProcess[];
}

export type ChargingStationStatus = "Available" | "Unavailable" | "Faulted";

export type ChargingPointStatus = "Available" | "Occupied" | "Reserved" | "Unavailable" | "Faulted";

export interface ChargingStationFaultInfo {
  readonly chargingStationFaultCode: ChargingStationFaultCode;
  readonly faultTimeStamp: Instant;
  readonly faultText?: string;
}

export type ChargingStationFaultCode =
  | "NoFaultKnown"
  | "UsageFailure"
  | "CommunicationFailure"
  | "ElectricalOperationFailure"
  | "ConfigurationFailure"
  | "OtherChargingStationFailure";

export interface ChargingPointFaultInfo {
  readonly chargingPointFaultCode: ChargingPointFaultCode;
  readonly faultTimeStamp: Instant;
  readonly faultText?: string;
}

export type ChargingPointFaultCode =
  | "NoFaultKnown"
  | "UsageFailure"
  | "CommunicationFailure"
  | "OtherChargingPointFailure";

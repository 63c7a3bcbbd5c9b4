import type { Instant } from "./instant.ts";
import type { Celsius, Kilometres, Minutes, Percent, Volts, WattHours } from "./units.ts";

/** What is known of the bus at a point. */
export interface VehicleInfo {
  readonly vehicleId: string;
  readonly vehicleStatusInfo: VehicleStatusInfo;
  /** The bus's own view (VDV 261), Unknown where there is no link to it. */
  readonly vehicleChargingStatus: VehicleChargingStatus;
  readonly preconditioningInfo: PreconditioningInfo;
  /** From 1.1 on. */
  readonly evccId?: string;
  /** Whole on the wire. */
  readonly mileage?: Kilometres;
  readonly tractionBatteryInfo?: TractionBatteryInfo;
  /** From 2.0 on. */
  readonly h2TankInfo?: { readonly h2TankStatus?: Health };
  readonly vehicleFaultInfo?: VehicleFaultInfo;
}

/** ChargingAndPreconditioning and Preconditioning are of 2.0. */
export type VehicleChargingStatus =
  | "ReadyToCharge"
  | "Charging"
  | "ChargingImpossible"
  | "ChargingAndPreconditioning"
  | "Preconditioning"
  | "Unknown";

export interface VehicleStatusInfo {
  readonly conservationChargingActive?: boolean;
  readonly systemPreconditioningActive?: boolean;
  readonly hvacPreconditioningActive?: boolean;
  readonly balancingActive?: boolean;
  readonly fossilFlameControlActive?: boolean;
  /** Of the on-board battery of 12 or 24 V. */
  readonly batteryChargingVoltage?: Volts;
}

/** Whole numbers on the wire. */
export interface PreconditioningInfo {
  readonly hvBatteryPreconditioningTime?: Minutes;
  readonly hvBatteryChargingEnergy?: WattHours;
  readonly vehiclePreconditioningTime?: Minutes;
  readonly vehiclePreconditioningEnergy?: WattHours;
}

export interface TractionBatteryInfo {
  readonly stateOfHealth?: Percent;
  readonly stateOfCharge?: Percent;
  /** Whole on the wire. */
  readonly temperature?: Celsius;
  /** From 2.0 on. */
  readonly batteryStatus?: Health;
}

/** Good, not good, not known. */
export type Health = "OK" | "NOK" | "NA";

export interface VehicleFaultInfo {
  readonly vehicleFaultCode: string;
  readonly faultTimeStamp: Instant;
  readonly faultText?: string;
}

import * as z from "zod";
import type {
  PreconditioningInfo,
  TractionBatteryInfo,
  VehicleChargingStatus,
  VehicleFaultInfo,
  VehicleInfo,
  VehicleStatusInfo,
} from "../model/vehicleInfo.ts";
import type { Version } from "./dialect.ts";
import { record } from "./record.ts";
import { instant, type Values, valuesOf, whole } from "./values.ts";

/** The bus at a point. */
export function vehicleInfo(version: Version): z.ZodType<VehicleInfo> {
  return record<VehicleInfo>({
    vehicleId: z.string(),
    vehicleStatusInfo: statusInfo,
    vehicleChargingStatus: version === "2.0" ? z.enum(statuses20) : statusUntil11,
    preconditioningInfo,
    ...(version !== "1.0" && { evccId: z.exactOptional(z.string()) }),
    mileage: z.exactOptional(whole),
    tractionBatteryInfo: z.exactOptional(tractionBattery(version, valuesOf(version))),
    ...(version === "2.0" && {
      h2TankInfo: z.exactOptional(record({ h2TankStatus: z.exactOptional(health) })),
    }),
    vehicleFaultInfo: z.exactOptional(faultInfo),
  });
}

function tractionBattery(version: Version, values: Values): z.ZodType<TractionBatteryInfo> {
  return record<TractionBatteryInfo>({
    stateOfHealth: z.exactOptional(values.soc),
    stateOfCharge: z.exactOptional(values.soc),
    temperature: z.exactOptional(whole),
    ...(version === "2.0" && { batteryStatus: z.exactOptional(health) }),
  });
}

const health = z.enum(["OK", "NOK", "NA"]);

const flag = z.exactOptional(z.boolean());

const statusInfo = record<VehicleStatusInfo>({
  conservationChargingActive: flag,
  systemPreconditioningActive: flag,
  hvacPreconditioningActive: flag,
  balancingActive: flag,
  fossilFlameControlActive: flag,
  batteryChargingVoltage: z.exactOptional(z.number()),
});

const preconditioningInfo = record<PreconditioningInfo>({
  hvBatteryPreconditioningTime: z.exactOptional(whole),
  hvBatteryChargingEnergy: z.exactOptional(whole),
  vehiclePreconditioningTime: z.exactOptional(whole),
  vehiclePreconditioningEnergy: z.exactOptional(whole),
});

const faultInfo = record<VehicleFaultInfo>({
  vehicleFaultCode: z.string(),
  faultTimeStamp: instant,
  faultText: z.exactOptional(z.string()),
});

const statuses11 = ["ReadyToCharge", "Charging", "ChargingImpossible", "Unknown"] as const;

const statuses20 = [...statuses11, "ChargingAndPreconditioning", "Preconditioning"] as const;

/** Until 1.1 nothing is said here of preconditioning. */
const statusUntil11 = z.codec(z.enum(statuses11), z.enum(statuses20), {
  decode: (said) => said,
  encode: (meant) => {
    if (meant === "ChargingAndPreconditioning") return "Charging" as const;
    return meant === "Preconditioning" ? ("ReadyToCharge" as const) : meant;
  },
}) as unknown as z.ZodType<VehicleChargingStatus>;

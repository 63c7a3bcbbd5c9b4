import * as z from "zod";
import type { ChargingPointFaultInfo, ChargingPointInfo } from "../model/chargingInformation.ts";
import { chargingProcess, knownPowerKw, scheduledChargingProcess } from "./chargingProcess.ts";
import type { Dialect } from "./dialect.ts";
import { record } from "./record.ts";
import { instant, valuesOf } from "./values.ts";
import { vehicleInfo } from "./vehicleInfo.ts";

/** A point, with what stands and happens there. */
export function chargingPoint(dialect: Dialect): z.ZodType<ChargingPointInfo> {
  const { version, presentPowerIs } = dialect;
  const members = {
    chargingPointId: valuesOf(version).id,
    chargingPointStatus: z.enum(["Available", "Occupied", "Reserved", "Unavailable", "Faulted"]),
    insideTemperature: z.exactOptional(z.number()),
    outsideTemperature: z.exactOptional(z.number()),
    connectorTemperature: z.exactOptional(z.number()),
    energyMeterReading: z.exactOptional(z.number()),
    chargingPointFaultInfo: z.exactOptional(faultInfo),
    vehicleInfo: z.exactOptional(vehicleInfo(version)),
    chargingProcessInfo: z.exactOptional(chargingProcess(version)),
    scheduledChargingProcessList: z.exactOptional(z.array(scheduledChargingProcess(version))),
  };
  const kilowatts = z.exactOptional(z.number());
  if (version === "2.0") {
    return record<ChargingPointInfo>({ ...members, presentPowerLimit: kilowatts });
  }
  const wire = record<ChargingPointInfo>({ ...members, presentPower: kilowatts });
  const codec = z.codec(wire, z.custom<ChargingPointInfo>(), powerAs[presentPowerIs]);
  return codec;
}

/** The two ways in which `presentPower` is read. */
const powerAs = {
  actual: {
    decode: (said: ChargingPointInfo): ChargingPointInfo => said,
    encode: (meant: ChargingPointInfo): ChargingPointInfo => {
      const running = meant.chargingProcessInfo;
      if (meant.presentPower !== undefined || running === undefined) return meant;
      return { ...meant, presentPower: knownPowerKw(running.electricData) };
    },
  },
  limit: {
    decode: (said: ChargingPointInfo): ChargingPointInfo => {
      const { presentPower, ...others } = said;
      return presentPower === undefined ? said : { ...others, presentPowerLimit: presentPower };
    },
    encode: (meant: ChargingPointInfo): ChargingPointInfo => {
      const { presentPower: _, ...others } = meant;
      const { presentPowerLimit } = meant;
      return presentPowerLimit === undefined
        ? others
        : { ...others, presentPower: presentPowerLimit };
    },
  },
};

const faultInfo = record<ChargingPointFaultInfo>({
  chargingPointFaultCode: z.enum([
    "NoFaultKnown",
    "UsageFailure",
    "CommunicationFailure",
    "OtherChargingPointFailure",
  ]),
  faultTimeStamp: instant,
  faultText: z.exactOptional(z.string()),
});

import * as z from "zod";
import type {
  ChargingProcessInfo,
  ElectricData,
  ScheduledChargingProcess,
} from "../model/chargingProcessInfo.ts";
import { chargingPrediction } from "./chargingPrediction.ts";
import type { Version } from "./dialect.ts";
import { record } from "./record.ts";
import { instant, valuesOf } from "./values.ts";

/** A process that runs. */
export function chargingProcess(version: Version): z.ZodType<ChargingProcessInfo> {
  const { id } = valuesOf(version);
  return record<ChargingProcessInfo>({
    chargingProcessId: id,
    processStatus: z.enum([
      "Preparing",
      "Charging",
      "SuspendedEVSE",
      "SuspendedEV",
      "Finishing",
      "Queued",
      "ChargingRejectedTechnically",
    ]),
    startTime: instant,
    chargingPredictionData: chargingPrediction(version),
    electricData: version === "2.0" ? electricData20 : electricDataUntil11,
    presystemId: z.exactOptional(id),
    chargingRequestId: z.exactOptional(id),
    deliveredEnergy: z.exactOptional(z.number()),
  });
}

/** A process to come. */
export function scheduledChargingProcess(version: Version): z.ZodType<ScheduledChargingProcess> {
  const { id } = valuesOf(version);
  return record<ScheduledChargingProcess>({
    chargingRequestId: id,
    vehicleId: z.string(),
    chargingPredictionData: chargingPrediction(version),
    presystemId: z.exactOptional(id),
    chargingProcessId: z.exactOptional(id),
    startTime: z.exactOptional(instant),
  });
}

const others = {
  chargingCurrent: z.exactOptional(z.number()),
  chargingVoltage: z.exactOptional(z.number()),
  reactivePower: z.exactOptional(z.number()),
};

const electricData20 = record<ElectricData>({
  ...others,
  chargingPower: z.exactOptional(z.number()),
});

/** Until 1.1 a power must be said. */
const electricDataUntil11 = z.codec(
  record<ElectricData>({ ...others, chargingPower: z.number() }),
  z.custom<ElectricData>(),
  {
    decode: (said) => said,
    encode: (meant) => ({ ...meant, chargingPower: knownPowerKw(meant) }),
  },
) as unknown as z.ZodType<ElectricData>;

/** The power that is told; else that of voltage and current, as far as they are. */
export function knownPowerKw(data: ElectricData): number {
  const { chargingPower, chargingVoltage = 0, chargingCurrent = 0 } = data;
  return chargingPower ?? (chargingVoltage * chargingCurrent) / 1000;
}

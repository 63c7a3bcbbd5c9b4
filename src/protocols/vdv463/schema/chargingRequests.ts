import * as z from "zod";
import type {
  AutomaticPreconditioning,
  ChargingRequest,
  ChargingRequestData,
  ChargingRequests,
  ManualPreconditioning,
  PreconditioningRequest,
} from "../model/chargingRequest.ts";
import type { Version } from "./dialect.ts";
import { record } from "./record.ts";
import { instant, type Values, valuesOf, whole } from "./values.ts";

/** ProvideChargingRequests of an edition, to be read and written. */
export function chargingRequests(version: Version): z.ZodType<ChargingRequests> {
  const values = valuesOf(version);
  return record<ChargingRequests>({ chargingRequestList: values.list(request(version, values)) });
}

function request(version: Version, values: Values): z.ZodType<ChargingRequest> {
  return record<ChargingRequest>({
    vehicleId: z.string(),
    chargingRequestId: values.id,
    chargingRequestData: record<ChargingRequestData>({
      minTargetSoc: values.soc,
      maxTargetSoc: values.soc,
      expectedArrivalTimeAtChargingPoint: z.exactOptional(instant),
      expectedSocAtArrival: z.exactOptional(values.soc),
      requestedTimeForDeparture: z.exactOptional(instant),
      adHocCharging: z.exactOptional(z.boolean()),
    }),
    chargingPointId: z.exactOptional(values.id),
    chargingProcessId: z.exactOptional(values.id),
    priority: z.exactOptional(whole),
    automaticPreconditioning: z.exactOptional(automatic(version, values)),
    manualPreconditioning: z.exactOptional(manual(version, values)),
    ...(version !== "2.0" && {
      chargingInstruction: z.exactOptional(z.enum(["Normal", "Changed", "Terminate"])),
    }),
  });
}

function automatic(version: Version, values: Values): z.ZodType<AutomaticPreconditioning> {
  return record<AutomaticPreconditioning>({
    preconditioningRequest: version === "2.0" ? z.enum(modes20) : modeUntil11,
    ambientTemperature: z.exactOptional(z.number()),
    ...(version !== "1.0" && { requestedStartTime: z.exactOptional(instant) }),
    requestedFinishTime: z.exactOptional(instant),
    ...(version === "2.0" && { targetSoc: z.exactOptional(values.soc) }),
  });
}

function manual(version: Version, values: Values): z.ZodType<ManualPreconditioning> {
  return record<ManualPreconditioning>({
    hvacPreconditioningStartTime: instant,
    systemPreconditioningStartTime: instant,
    hvacAuxiliaryConsumerPower: z.exactOptional(whole),
    systemAuxiliaryConsumerPower: z.exactOptional(whole),
    ...(version === "2.0" && { targetSoc: z.exactOptional(values.soc) }),
  });
}

const modes11 = [
  "WarmWaterAndVentilation",
  "HotWaterAndHeating",
  "NoWaterCoolingOrVentilation",
  "NoClimaticPreconditioningOrSNA",
] as const;

const modes20 = [
  ...modes11,
  "NoClimatePreconditioningOrAutomaticPreselectionByTheVehicle",
  "SNA",
] as const;

/** What 2.0 tells apart was one word before. */
const modeUntil11 = z.codec(z.enum(modes11), z.enum(modes20), {
  decode: (said) => said,
  encode: (meant) =>
    modes11.find((mode) => mode === meant) ?? ("NoClimaticPreconditioningOrSNA" as const),
}) as unknown as z.ZodType<PreconditioningRequest>;

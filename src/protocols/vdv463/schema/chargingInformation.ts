import * as z from "zod";
import type {
  ChargingInformation,
  ChargingPointInfo,
  ChargingStationFaultInfo,
  ChargingStationInfo,
  ChargingStationStatus,
  DepotInfo,
  RejectedChargingRequestInfo,
} from "../model/chargingInformation.ts";
import { chargingPoint } from "./chargingPoint.ts";
import type { Dialect } from "./dialect.ts";
import { record } from "./record.ts";
import { instant, type Values, valuesOf } from "./values.ts";

/** ProvideChargingInformation of an edition, to be read and written. */
export function chargingInformation(dialect: Dialect): z.ZodType<ChargingInformation> {
  const values = valuesOf(dialect.version);
  const depot = record<DepotInfo>({
    depotId: values.id,
    name: z.exactOptional(z.string()),
    chargingStationInfoList: values.list(chargingStation(dialect, values)),
  });
  return record<ChargingInformation>({
    depotInfoList: values.list(depot),
    ...(dialect.version === "2.0" && {
      rejectedChargingRequestInfoList: z.exactOptional(z.array(rejected)),
    }),
  });
}

function chargingStation(dialect: Dialect, values: Values): z.ZodType<ChargingStationInfo> {
  const members = {
    chargingStationId: values.id,
    chargingPointInfoList: values.list(chargingPoint(dialect)),
    chargingStationFaultInfo: z.exactOptional(faultInfo),
    totalPower: z.exactOptional(z.number()),
  };
  if (dialect.version === "2.0") return record<ChargingStationInfo>(members);
  const wire = record<ChargingStationInfo>({
    ...members,
    chargingStationStatus: z.enum(["Available", "Unavailable", "Faulted"]),
  });
  const codec = z.codec(wire, z.custom<ChargingStationInfo>(), {
    decode: (said) => said,
    encode: (meant) => ({
      ...meant,
      chargingStationStatus: meant.chargingStationStatus ?? statusOf(meant),
    }),
  });
  return codec;
}

/** A station is as good as the best of its points. */
function statusOf(station: ChargingStationInfo): ChargingStationStatus {
  if (station.chargingStationFaultInfo !== undefined) return "Faulted";
  const all = (...statuses: readonly ChargingPointInfo["chargingPointStatus"][]): boolean =>
    station.chargingPointInfoList.length > 0 &&
    station.chargingPointInfoList.every((point) => statuses.includes(point.chargingPointStatus));
  if (all("Faulted")) return "Faulted";
  return all("Faulted", "Unavailable") ? "Unavailable" : "Available";
}

const rejected = record<RejectedChargingRequestInfo>({
  presystemId: z.string(),
  chargingRequestId: z.string(),
  reason: z.string(),
});

const faultInfo = record<ChargingStationFaultInfo>({
  chargingStationFaultCode: z.enum([
    "NoFaultKnown",
    "UsageFailure",
    "CommunicationFailure",
    "ElectricalOperationFailure",
    "ConfigurationFailure",
    "OtherChargingStationFailure",
  ]),
  faultTimeStamp: instant,
  faultText: z.exactOptional(z.string()),
});

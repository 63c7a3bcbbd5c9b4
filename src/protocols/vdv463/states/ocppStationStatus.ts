import type { ChargingStationStatus } from "../model/chargingInformation.ts";

/** A status that is older tells nothing any more. */
const FRESH_MS = 60_000;

/** Status of a station (until 1.1) by the error code of OCPP 1.6 that it told last. */
export function ocppStationStatus(
  errorCode: string,
  isOnline: boolean,
  statusAgeMs: number,
): ChargingStationStatus {
  if (!isOnline || statusAgeMs > FRESH_MS) return "Unavailable";
  return errorCode === "NoError" ? "Available" : "Faulted";
}

import type { ChargingPointInfo } from "../model/chargingInformation.ts";

/** For so long a bus that was there is taken to be there still. */
const KEPT_MS = 60_000;

/** A point whose station has not been heard of for a while. */
export function whileOffline(point: ChargingPointInfo, offlineMs: number): ChargingPointInfo {
  const { vehicleInfo, chargingProcessInfo, ...others } = point;
  return {
    ...others,
    ...(offlineMs < KEPT_MS && vehicleInfo && { vehicleInfo }),
    ...(offlineMs < KEPT_MS && chargingProcessInfo && { chargingProcessInfo }),
    chargingPointStatus: "Unavailable",
  };
}

import type { ChargingInformation } from "../model/chargingInformation.ts";

/** The points that presystems know of; null before there is information. */
export function announcedPoints(
  information: ChargingInformation | null,
): ReadonlySet<string> | null {
  if (information === null) return null;
  return new Set(
    information.depotInfoList.flatMap((depot) =>
      depot.chargingStationInfoList.flatMap((station) =>
        station.chargingPointInfoList.map((point) => point.chargingPointId),
      ),
    ),
  );
}

import type { ChargingRequest } from "../../src/protocols/vdv463/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

/** Who calls, with a list of a night each: of the first, tonight's. */
export const presystemIds = ["urn:bench:p0", "urn:bench:p1", "urn:bench:p2", "urn:bench:p3"];

/** They come from 18:00 to 22:00 and leave from 4:00 to 8:00 [h after midnight]. */
export function stayOf(bus: number): { readonly arriveH: number; readonly departH: number } {
  return { arriveH: 18 + (bus % 97) / 24.25, departH: 28 + (bus % 61) / 15.25 };
}

/**
 * What is asked of all buses for a night.
 * @param earlierMin by how much one of them leaves earlier
 */
export function requestsOf(
  night: number,
  buses: number,
  earlierMin: (bus: number) => number = () => 0,
): ChargingRequest[] {
  return Array.from({ length: buses }, (_, bus) => {
    const { arriveH, departH } = stayOf(bus);
    const at = (hours: number): number => DAY_MS + Math.round((24 * night + hours) * HOUR_MS);
    return {
      vehicleId: `B${bus}`,
      chargingRequestId: `night ${night}, B${bus}`,
      chargingRequestData: {
        minTargetSoc: 80,
        maxTargetSoc: 100,
        expectedArrivalTimeAtChargingPoint: at(arriveH),
        expectedSocAtArrival: 40,
        requestedTimeForDeparture: at(departH) - earlierMin(bus) * MINUTE_MS,
      },
      chargingPointId: `P${bus + 1}`,
      priority: 1 + (bus % 5),
    };
  });
}

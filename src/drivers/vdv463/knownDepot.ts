import { id, type PointId } from "../../messages/index.ts";
import type { DepotLayout } from "./depotLayout.ts";

/** What presystems may know of a depot: each of its stations has one point, named as it is itself. */
export function knownDepot({
  name,
  stations,
  plans,
}: {
  readonly name: string;
  readonly stations: readonly { readonly id: string }[];
  readonly plans: readonly { readonly vehicleId: string }[];
}): { readonly layout: DepotLayout; readonly knowsVehicle: (vehicleId: string) => boolean } {
  const vehicles = new Set(plans.map(({ vehicleId }) => vehicleId));
  return {
    layout: {
      depotId: name,
      stations: stations.map((station) => ({
        chargingStationId: station.id,
        pointIds: [id<PointId>(station.id)],
      })),
    },
    knowsVehicle: (vehicleId) => vehicles.has(vehicleId),
  };
}

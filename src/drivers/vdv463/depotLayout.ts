import type { PointId } from "../../messages/index.ts";

/** Which points belong together, by the names presystems know: master data, which VDV 463 only repeats. */
export interface DepotLayout {
  readonly depotId: string;
  readonly name?: string;
  readonly stations: readonly StationLayout[];
}

interface StationLayout {
  readonly chargingStationId: string;
  readonly pointIds: readonly PointId[];
}

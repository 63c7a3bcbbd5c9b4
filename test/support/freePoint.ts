import { id, type PointId } from "../../src/messages/index.ts";

const pointId = id<PointId>("P1");

/** What presystems know of a depot of one point, in which any bus may be. */
export const freePoint = {
  layout: { depotId: "d", stations: [{ chargingStationId: "s", pointIds: [pointId] }] },
  knowsVehicle: () => true,
};

/** What a controller shows of it while nobody is there. */
export const freePointAt = (atMs: number) => ({
  atMs,
  site: [],
  points: [{ id: pointId, status: "reachable" as const, order: "auto" as const, session: null }],
  requests: [],
  plan: null,
  alarms: [],
  complaints: [],
});

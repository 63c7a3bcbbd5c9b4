import type { ControlView } from "../../control/index.ts";
import type { RequestId } from "../../messages/index.ts";
import type {
  ChargingInformation,
  ChargingPointInfo,
  ScheduledChargingProcess,
} from "../../protocols/vdv463/index.ts";
import type { DepotLayout } from "./depotLayout.ts";
import type { JudgedRequests } from "./judgedRequests.ts";
import { pointInformation } from "./pointInformation.ts";
import type { OwnedRequest } from "./precedence.ts";
import type { ProcessBook } from "./processBook.ts";
import type { RequestKey } from "./requestKey.ts";

/** What the controller believes, in the words of VDV 463. */
export function depotInformation(
  view: ControlView,
  layout: DepotLayout,
  { accepted, rejected }: JudgedRequests,
  processes: ProcessBook,
): ChargingInformation {
  const scheduled = scheduledByPoint(view, accepted);
  const points = new Map(
    view.points.map((point): [string, ChargingPointInfo] => {
      const requestId = point.session?.requestId ?? null;
      const owner = requestId === null ? undefined : accepted.get(requestId);
      const memory = processes.at(point.id)!;
      const info = pointInformation(point, memory, owner && keyOf(owner), view.atMs);
      const toCome = scheduled.get(point.id);
      return [point.id, toCome ? { ...info, scheduledChargingProcessList: toCome } : info];
    }),
  );
  const { stations, ...depot } = layout;
  const chargingStationInfoList = stations.map(({ chargingStationId, pointIds }) => ({
    chargingStationId,
    chargingPointInfoList: pointIds.flatMap((pointId) => points.get(pointId) ?? []),
  }));
  return {
    depotInfoList: [{ ...depot, chargingStationInfoList }],
    ...(rejected.length > 0 && { rejectedChargingRequestInfoList: rejected }),
  };
}

/** Stays to come, where a presystem says at which point they will be. */
function scheduledByPoint(
  { requests }: ControlView,
  accepted: ReadonlyMap<RequestId, OwnedRequest>,
): Map<string, ScheduledChargingProcess[]> {
  const byPoint = new Map<string, ScheduledChargingProcess[]>();
  for (const { requestId, vehicleId, expectedArrivalAtMs } of requests) {
    const owner = accepted.get(requestId);
    const pointId = owner?.request.chargingPointId;
    if (owner === undefined || pointId === undefined) continue;
    const stays = byPoint.get(pointId) ?? [];
    byPoint.set(pointId, stays);
    stays.push({
      ...keyOf(owner),
      vehicleId,
      chargingPredictionData: { chargingPredictionDataStatus: "Ongoing" },
      ...(expectedArrivalAtMs !== null && { startTime: expectedArrivalAtMs }),
    });
  }
  return byPoint;
}

function keyOf({ presystemId, request }: OwnedRequest): RequestKey {
  return { presystemId, chargingRequestId: request.chargingRequestId };
}

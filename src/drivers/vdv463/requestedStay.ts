import { id, type RequestChanged, socOnLink, type VehicleId } from "../../messages/index.ts";
import type { ChargingRequest } from "../../protocols/vdv463/index.ts";
import { requestKey } from "./requestKey.ts";
import {
  AD_HOC_PRIORITY,
  type PriorityOrder,
  priorityOnWire,
  wirePriority,
} from "./wirePriority.ts";

/** A request as the controller knows it, whenever it is told. */
export type RequestedStay = Omit<RequestChanged, "kind" | "atMs" | "knownAtMs">;

/** What a presystem wants, in the controller's words. */
export function requestedStay(
  presystemId: string,
  request: ChargingRequest,
  order: PriorityOrder,
): RequestedStay {
  const { chargingRequestId, vehicleId, chargingRequestData: data, priority } = request;
  const { expectedSocAtArrival } = data;
  return {
    requestId: requestKey({ presystemId, chargingRequestId }),
    vehicleId: id<VehicleId>(vehicleId),
    expectedArrivalAtMs: data.expectedArrivalTimeAtChargingPoint ?? null,
    expectedSoc: expectedSocAtArrival === undefined ? null : socOnLink(expectedSocAtArrival / 100),
    departureAtMs: data.requestedTimeForDeparture ?? null,
    minTargetSoc: socOnLink(data.minTargetSoc / 100),
    maxTargetSoc: socOnLink(data.maxTargetSoc / 100),
    priority: data.adHocCharging === true ? AD_HOC_PRIORITY : wirePriority(priority, order),
  };
}

/** What a presystem says to be understood as that. Ids stay as they are. */
export function requestOnWire(stay: RequestedStay, order: PriorityOrder): ChargingRequest {
  const { expectedArrivalAtMs: arrival, departureAtMs: departure, expectedSoc } = stay;
  const isAdHoc = stay.priority === AD_HOC_PRIORITY;
  const priority = isAdHoc ? undefined : priorityOnWire(stay.priority, order);
  return {
    vehicleId: stay.vehicleId,
    chargingRequestId: stay.requestId,
    ...(priority !== undefined && { priority }),
    chargingRequestData: {
      minTargetSoc: percent(stay.minTargetSoc),
      maxTargetSoc: percent(stay.maxTargetSoc),
      ...(arrival !== null && { expectedArrivalTimeAtChargingPoint: arrival }),
      ...(expectedSoc !== null && { expectedSocAtArrival: percent(expectedSoc) }),
      ...(departure !== null && { requestedTimeForDeparture: departure }),
      ...(isAdHoc && { adHocCharging: true }),
    },
  };
}

/** In hundredths of a percent, which is all that a link carries. */
export function percent(soc: number): number {
  return Math.round(soc * 1e4) / 100;
}

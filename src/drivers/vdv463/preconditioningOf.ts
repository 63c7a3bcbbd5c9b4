import {
  id,
  powerOnLink,
  type PreconditioningNeed,
  type RequestId,
  type VehicleId,
} from "../../messages/index.ts";
import type { ChargingRequest, PreconditioningRequest } from "../../protocols/vdv463/index.ts";

/** What a presystem wants of a bus before it leaves, whenever it is told. */
export type RequestedPreconditioning = Omit<PreconditioningNeed, "kind" | "atMs" | "knownAtMs">;

/** What it takes to have a bus warm or cool when it is so cold outside [°C]; null: nothing, or nobody knows. */
export type CabinOf = (
  vehicleId: string,
  ambientC?: number,
) => { readonly durationMs: number; readonly powerKw: number } | null;

/** By hand a request says when and with what power; of the automatic kind that is the vehicle's own affair. */
type Wanted = Pick<RequestedPreconditioning, "startAtMs" | "finishAtMs" | "powerKw">;

/** What asks for something to be done. */
const CLIMATIC: ReadonlySet<PreconditioningRequest> = new Set([
  "WarmWaterAndVentilation",
  "HotWaterAndHeating",
  "NoWaterCoolingOrVentilation",
]);

/**
 * What of a request is for the cabin. Where both kinds are given, that by hand holds.
 * @returns null: nothing is wanted, or it is not known what
 */
export function preconditioningOf(
  requestId: RequestId,
  request: ChargingRequest,
  cabinOf: CabinOf,
): RequestedPreconditioning | null {
  const wanted = request.manualPreconditioning
    ? wantedByHand(request, cabinOf)
    : wantedAutomatically(request, cabinOf);
  if (wanted === null || wanted.finishAtMs <= wanted.startAtMs || wanted.powerKw <= 0) return null;
  return { requestId, vehicleId: id<VehicleId>(request.vehicleId), ...wanted };
}

function wantedByHand(request: ChargingRequest, cabinOf: CabinOf): Wanted | null {
  const { vehicleId, manualPreconditioning, automaticPreconditioning } = request;
  const {
    hvacPreconditioningStartTime: hvacMs,
    systemPreconditioningStartTime: systemMs,
    hvacAuxiliaryConsumerPower: hvacKw,
    systemAuxiliaryConsumerPower: systemKw,
  } = manualPreconditioning!;
  const finishAtMs =
    request.chargingRequestData.requestedTimeForDeparture ??
    automaticPreconditioning?.requestedFinishTime;
  if (finishAtMs === undefined) return null;
  const isSaid = hvacKw !== undefined || systemKw !== undefined;
  const saidKw = powerOnLink(Math.max(0, (hvacKw ?? 0) + (systemKw ?? 0)));
  const ownKw = cabinOf(vehicleId, automaticPreconditioning?.ambientTemperature)?.powerKw ?? 0;
  return {
    startAtMs: Math.min(hvacMs, systemMs),
    finishAtMs,
    powerKw: isSaid ? saidKw : ownKw,
  };
}

/** Finished when the bus leaves, if nothing else is said; begun as late as that allows. */
function wantedAutomatically(request: ChargingRequest, cabinOf: CabinOf): Wanted | null {
  const { vehicleId, automaticPreconditioning: automatic, chargingRequestData } = request;
  if (automatic === undefined || !CLIMATIC.has(automatic.preconditioningRequest)) return null;
  const { requestedTimeForDeparture: departureMs } = chargingRequestData;
  const { requestedFinishTime: finishMs = departureMs, requestedStartTime } = automatic;
  const cabin = cabinOf(vehicleId, automatic.ambientTemperature);
  if (finishMs === undefined || cabin === null) return null;
  const finishAtMs = Math.min(finishMs, departureMs ?? finishMs);
  return {
    startAtMs: requestedStartTime ?? Math.max(0, finishAtMs - cabin.durationMs),
    finishAtMs,
    powerKw: cabin.powerKw,
  };
}

import { id, powerOnLink, type PreconditioningNeed, type VehicleId } from "../../messages/index.ts";
import type { ChargingRequest } from "../../protocols/vdv463/index.ts";

/** What a presystem wants of a bus before it leaves, whenever it is told. */
export type RequestedPreconditioning = Omit<PreconditioningNeed, "kind" | "atMs" | "knownAtMs">;

/**
 * Of a request that says when and with what power: by hand. Of the automatic kind the power is the
 * vehicle's own affair, and is not known here.
 * @returns null: nothing is wanted, or it is not known what
 */
export function preconditioningOf(request: ChargingRequest): RequestedPreconditioning | null {
  const { vehicleId, manualPreconditioning: manual, automaticPreconditioning } = request;
  if (manual === undefined) return null;
  const finishAtMs =
    request.chargingRequestData.requestedTimeForDeparture ??
    automaticPreconditioning?.requestedFinishTime;
  const { hvacPreconditioningStartTime: hvacMs, systemPreconditioningStartTime: systemMs } = manual;
  const startAtMs = Math.min(hvacMs, systemMs);
  const { hvacAuxiliaryConsumerPower: hvacKw = 0, systemAuxiliaryConsumerPower: systemKw = 0 } =
    manual;
  const powerKw = powerOnLink(Math.max(0, hvacKw + systemKw));
  if (finishAtMs === undefined || finishAtMs <= startAtMs) return null;
  return { vehicleId: id<VehicleId>(vehicleId), startAtMs, finishAtMs, powerKw };
}

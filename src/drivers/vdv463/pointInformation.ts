import type { ControlView } from "../../control/index.ts";
import {
  afterFault,
  type ChargingPointInfo,
  type ChargingPointStatus,
  type ChargingProcessInfo,
  type PreconditioningInfo,
  type VehicleChargingStatus,
  type VehicleInfo,
  whileOffline,
} from "../../protocols/vdv463/index.ts";
import { predictionData } from "./predictionData.ts";
import type { PointMemory, Process } from "./processBook.ts";
import type { RequestKey } from "./requestKey.ts";
import { percent } from "./requestedStay.ts";

const HOUR_MS = 3_600_000;

type PointView = ControlView["points"][number];
type SessionView = NonNullable<PointView["session"]>;

/**
 * A point, as presystems are told of it.
 * @param serves whose request a process is there for, in the presystem's own words
 */
export function pointInformation(
  point: PointView,
  memory: PointMemory,
  serves: RequestKey | undefined,
  atMs: number,
): ChargingPointInfo {
  const { session, status } = point;
  const { process, statusSinceMs } = memory;
  const info: ChargingPointInfo = {
    chargingPointId: point.id,
    chargingPointStatus: statusOf(point),
    ...(session !== null && {
      presentPowerLimit: session.limitKw,
      ...(session.vehicleId !== null && { vehicleInfo: vehicleInfo(session, atMs) }),
      chargingProcessInfo: processInfo(session, process!, serves, atMs),
    }),
  };
  if (status === "outOfReach") return whileOffline(info, atMs - statusSinceMs);
  if (status !== "faulted") return info;
  const fault = {
    chargingPointFaultCode: "OtherChargingPointFailure" as const,
    faultTimeStamp: statusSinceMs,
  };
  return afterFault(info, fault, session !== null);
}

function statusOf({ session, status }: PointView): ChargingPointStatus {
  if (status === "outOfService" || status === "outOfReach") return "Unavailable";
  return session === null ? "Available" : "Occupied";
}

/** There is no link to the vehicle itself: of its own view, what it draws can be seen from outside. */
function vehicleInfo(session: SessionView, atMs: number): VehicleInfo {
  const { vehicleId, soc, preconditioning } = session;
  const isActive = preconditioning !== null && preconditioning.drawnKw > 0;
  return {
    vehicleId: vehicleId!,
    vehicleStatusInfo: isActive
      ? { hvacPreconditioningActive: true, systemPreconditioningActive: true }
      : {},
    vehicleChargingStatus: chargingStatusOf(session),
    preconditioningInfo: preconditioning === null ? {} : aheadOf(preconditioning, atMs),
    ...(soc !== null && { tractionBatteryInfo: { stateOfCharge: percent(soc) } }),
  };
}

function chargingStatusOf({ powerKw, preconditioning }: SessionView): VehicleChargingStatus {
  const cabinKw = preconditioning?.drawnKw ?? 0;
  const isCharging = powerKw > cabinKw;
  if (cabinKw > 0) return isCharging ? "ChargingAndPreconditioning" : "Preconditioning";
  return isCharging ? "Charging" : "Unknown";
}

/** What is still to be done, as it is planned. */
function aheadOf(
  { startAtMs, finishAtMs, powerKw }: NonNullable<SessionView["preconditioning"]>,
  atMs: number,
): PreconditioningInfo {
  const hours = (finishAtMs - Math.max(atMs, startAtMs)) / HOUR_MS;
  return {
    vehiclePreconditioningTime: Math.round(hours * 60),
    vehiclePreconditioningEnergy: Math.round(hours * powerKw * 1000),
  };
}

function processInfo(
  session: SessionView,
  { startedAtMs, status }: Process,
  serves: RequestKey | undefined,
  atMs: number,
): ChargingProcessInfo {
  return {
    chargingProcessId: session.sessionId,
    processStatus: status,
    startTime: startedAtMs,
    chargingPredictionData: predictionData(session, atMs),
    electricData: { chargingPower: session.powerKw },
    deliveredEnergy: Math.round(session.energyKwh * 1000),
    ...serves,
  };
}

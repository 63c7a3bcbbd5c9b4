import type {
  ChargingInformation,
  ChargingPointInfo,
  DepotInfo,
} from "../model/chargingInformation.ts";
import type { ChargingPredictionData } from "../model/chargingProcessInfo.ts";
import type { Instant } from "../model/instant.ts";
import type { Message, MessageBody } from "../model/message.ts";

/**
 * A payload that the first edition (1.0) can say: no list is empty, and every
 * process bears a forecast. Null if nothing is left to say.
 */
export function inOldestWords(message: Message): MessageBody["payload"] | null {
  if (message.kind !== "request") return message.payload;
  if (message.action === "ProvideChargingRequests") {
    return message.payload.chargingRequestList.length === 0 ? null : message.payload;
  }
  if (message.action !== "ProvideChargingInformation") return message.payload;
  const depotInfoList = depots(message.payload, message.atMs);
  return depotInfoList.length === 0 ? null : { ...message.payload, depotInfoList };
}

function depots(information: ChargingInformation, nowMs: Instant): DepotInfo[] {
  return information.depotInfoList
    .map((depot) => ({
      ...depot,
      chargingStationInfoList: depot.chargingStationInfoList
        .filter((station) => station.chargingPointInfoList.length > 0)
        .map((station) => ({
          ...station,
          chargingPointInfoList: station.chargingPointInfoList.map((point) =>
            withForecasts(point, nowMs),
          ),
        })),
    }))
    .filter((depot) => depot.chargingStationInfoList.length > 0);
}

function withForecasts(point: ChargingPointInfo, nowMs: Instant): ChargingPointInfo {
  const {
    chargingProcessInfo: running,
    scheduledChargingProcessList: scheduled,
    vehicleInfo,
  } = point;
  const soc = vehicleInfo?.tractionBatteryInfo?.stateOfCharge ?? 0;
  return {
    ...point,
    ...(running && {
      chargingProcessInfo: {
        ...running,
        chargingPredictionData: withMinimum(running.chargingPredictionData, soc, nowMs),
      },
    }),
    ...(scheduled && {
      scheduledChargingProcessList: scheduled.map((stay) => ({
        ...stay,
        chargingPredictionData: withMinimum(stay.chargingPredictionData, 0, nowMs),
      })),
    }),
  };
}

/** Where no target is known, what is there is enough, and is there now. */
function withMinimum(
  forecast: ChargingPredictionData,
  soc: number,
  nowMs: Instant,
): ChargingPredictionData {
  return {
    ...forecast,
    chargingPredictionDataMinTargetSoc: forecast.chargingPredictionDataMinTargetSoc ?? {
      requestedMinTargetSoc: soc,
      predictedTime: nowMs,
    },
  };
}

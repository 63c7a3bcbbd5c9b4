import type { ChargingInformation, ChargingPointInfo } from "../model/chargingInformation.ts";

/** The depot as one presystem may see it: requests of others bear no id, and are not announced. */
export function inScope(
  information: ChargingInformation,
  presystemId: string,
): ChargingInformation {
  const { rejectedChargingRequestInfoList: rejected } = information;
  return {
    ...information,
    depotInfoList: information.depotInfoList.map((depot) => ({
      ...depot,
      chargingStationInfoList: depot.chargingStationInfoList.map((station) => ({
        ...station,
        chargingPointInfoList: station.chargingPointInfoList.map((point) =>
          pointInScope(point, presystemId),
        ),
      })),
    })),
    ...(rejected && {
      rejectedChargingRequestInfoList: rejected.filter((each) => each.presystemId === presystemId),
    }),
  };
}

function pointInScope(point: ChargingPointInfo, presystemId: string): ChargingPointInfo {
  const { chargingProcessInfo: running, scheduledChargingProcessList: scheduled } = point;
  const isForeign = running?.presystemId !== undefined && running.presystemId !== presystemId;
  const { presystemId: _, chargingRequestId: __, ...anonymous } = running ?? {};
  return {
    ...point,
    ...(isForeign && { chargingProcessInfo: anonymous as typeof running & object }),
    ...(scheduled && {
      scheduledChargingProcessList: scheduled.filter((each) => each.presystemId === presystemId),
    }),
  };
}

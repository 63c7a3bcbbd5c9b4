import type { ChargingInformation } from "../model/chargingInformation.ts";

/** What presystems want to know at once: two that differ are a change of status, not of a figure. */
export function statusDigest(information: ChargingInformation): string {
  return JSON.stringify([
    information.rejectedChargingRequestInfoList ?? [],
    information.depotInfoList.map((depot) => [
      depot.depotId,
      depot.chargingStationInfoList.map((station) => [
        station.chargingStationId,
        station.chargingStationStatus,
        station.chargingStationFaultInfo,
        station.chargingPointInfoList.map((point) => [
          point.chargingPointId,
          point.chargingPointStatus,
          point.chargingPointFaultInfo,
          point.vehicleInfo?.vehicleId,
          point.vehicleInfo?.vehicleFaultInfo,
          point.chargingProcessInfo?.chargingProcessId,
          point.chargingProcessInfo?.processStatus,
          point.chargingProcessInfo?.presystemId,
          point.chargingProcessInfo?.chargingRequestId,
        ]),
      ]),
    ]),
  ]);
}

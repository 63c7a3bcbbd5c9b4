import type { ChargingPointFaultInfo, ChargingPointInfo } from "../model/chargingInformation.ts";

/** A point that a fault has struck: what runs there is suspended, until its transaction ends. */
export function afterFault(
  point: ChargingPointInfo,
  fault: ChargingPointFaultInfo,
  hasTransaction: boolean,
): ChargingPointInfo {
  const { chargingProcessInfo: running, ...others } = point;
  return {
    ...others,
    chargingPointStatus: "Faulted",
    chargingPointFaultInfo: fault,
    ...(running &&
      hasTransaction && {
        chargingProcessInfo: { ...running, processStatus: "SuspendedEVSE" as const },
      }),
  };
}

import type { ProcessEvent } from "./nextProcessStatus.ts";

const events = new Map<string, ProcessEvent>([
  ["Preparing", "connected"],
  ["EVConnected", "connected"],
  ["Charging", "energyFlows"],
  ["SuspendedEV", "suspendedByVehicle"],
  ["SuspendedEVSE", "suspendedByEvse"],
  ["Finishing", "transactionEnded"],
  ["Idle", "transactionEnded"],
  ["Available", "disconnected"],
]);

/**
 * What the status of a connector (OCPP 1.6) or the chargingState of a transaction
 * (2.0.1) says of the process; null if nothing.
 */
export function ocppProcessEvent(status: string): ProcessEvent | null {
  return events.get(status) ?? null;
}

import type { ProcessStatus } from "../model/chargingProcessInfo.ts";
import { nextProcessStatus, type ProcessEvent } from "../states/nextProcessStatus.ts";

const events: readonly ProcessEvent[] = [
  "held",
  "energyFlows",
  "suspendedByEvse",
  "suspendedByVehicle",
  "transactionEnded",
  "refused",
];

/** What a process may have become by the next message, whatever went on in between. */
export function reachableStatuses(from: ProcessStatus): ReadonlySet<ProcessStatus> {
  const reached = new Set([from]);
  // A set that grows while it is gone through is gone through to its end.
  for (const status of reached) {
    for (const event of events) reached.add(nextProcessStatus(status, event)!);
  }
  return reached;
}

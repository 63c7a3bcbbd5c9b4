import type { ProcessStatus } from "../model/chargingProcessInfo.ts";

/** What happens at a point, as far as its process goes. */
export type ProcessEvent =
  | "connected"
  /** No power yet: a slot or the power itself is missing. */
  | "held"
  | "energyFlows"
  | "suspendedByEvse"
  | "suspendedByVehicle"
  /** The transaction is over, the plug still in. */
  | "transactionEnded"
  /** Authorisation, communication or insulation failed. */
  | "refused"
  | "disconnected";

const before: readonly ProcessStatus[] = ["Preparing", "Queued"];
const suspended: readonly ProcessStatus[] = ["SuspendedEV", "SuspendedEVSE"];
const alive: readonly ProcessStatus[] = [...before, "Charging", ...suspended];

/** From which states an event leads where. */
const transitions: Readonly<
  Record<
    Exclude<ProcessEvent, "connected" | "disconnected">,
    readonly [from: readonly ProcessStatus[], to: ProcessStatus]
  >
> = {
  held: [["Preparing"], "Queued"],
  // A retry may succeed where a start was refused.
  energyFlows: [[...before, ...suspended, "ChargingRejectedTechnically"], "Charging"],
  suspendedByEvse: [["Charging", "SuspendedEV"], "SuspendedEVSE"],
  suspendedByVehicle: [["Charging", "SuspendedEVSE"], "SuspendedEV"],
  transactionEnded: [alive, "Finishing"],
  refused: [[...before, "Charging"], "ChargingRejectedTechnically"],
};

/**
 * The status of a process after an event; null where there is none. Total: what
 * cannot happen changes nothing. The first five are those of OCPP 1.6, the
 * others the charge management's own.
 */
export function nextProcessStatus(
  status: ProcessStatus | null,
  event: ProcessEvent,
): ProcessStatus | null {
  if (event === "disconnected") return null;
  if (status === null) return event === "connected" ? "Preparing" : null;
  if (event === "connected") return status;
  const [from, to] = transitions[event];
  return from.includes(status) ? to : status;
}

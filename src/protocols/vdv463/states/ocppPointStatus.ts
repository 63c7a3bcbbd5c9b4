import type { ChargingPointStatus } from "../model/chargingInformation.ts";

/** OCPP 1.6 tells what an occupied connector does; 2.0.1 has the very words of VDV 463. */
const words = new Map<string, ChargingPointStatus>([
  ["Available", "Available"],
  ["Preparing", "Occupied"],
  ["Charging", "Occupied"],
  ["SuspendedEV", "Occupied"],
  ["SuspendedEVSE", "Occupied"],
  ["Finishing", "Occupied"],
  ["Occupied", "Occupied"],
  ["Reserved", "Reserved"],
  ["Unavailable", "Unavailable"],
]);

/**
 * What a connector of OCPP (1.6 or 2.0.1) is in VDV 463, as ChargePilot of The
 * Mobility House has it. A word that there is not is a fault.
 */
export function ocppPointStatus(status: string, isOnline: boolean): ChargingPointStatus {
  return isOnline ? (words.get(status) ?? "Faulted") : "Unavailable";
}

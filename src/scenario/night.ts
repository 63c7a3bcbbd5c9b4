import type { BusSwap, Interruption, LateReturn } from "../operations/index.ts";
import type { Incident } from "./incidents/incident.ts";

/**
 * What chance has in store for a run: the same whoever charges how much. Lists go by plan and stay;
 * an empty one says that all goes as planned.
 */
export interface Night {
  /** Buses that change places, in the order in which that becomes known; plans are as they come to pass. */
  readonly swaps: readonly BusSwap[];
  readonly late: readonly LateReturn[];
  /** By how much more than planned the block before a stay uses. */
  readonly usedFactors: readonly (readonly number[])[];
  /** How wrong the presystem's forecast for a stay is, a fraction. */
  readonly socErrors: readonly (readonly number[])[];
  /** When a bus is plugged in and has no session. */
  readonly interruptions: readonly (readonly (readonly Interruption[])[])[];
  /** Points out of order, and links lost. */
  readonly faults: readonly Incident[];
}

/** A night that goes as planned. */
export const plannedNight: Night = {
  swaps: [],
  late: [],
  usedFactors: [],
  socErrors: [],
  interruptions: [],
  faults: [],
};

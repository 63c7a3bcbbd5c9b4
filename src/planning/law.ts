import type { ChargingSession } from "./chargingSession.ts";

/**
 * An order, and how power is given along it. The allocator does the rest, so
 * that every law keeps every limit.
 */
export interface Law {
  /** The word in a scenario file. */
  readonly name: string;
  /** What it does, for people. */
  readonly says: string;
  /** Smallest first; equal keys go by vehicle id. Any unit, ms where the key drifts. */
  key(session: ChargingSession): number;
  /**
   * `inOrder`: each takes all it can; `equally` and `inRounds`: everybody gets a
   * part; `asPlanned`: each gets what its plan says, the rest goes in order to
   * those who are behind it or have none.
   */
  readonly share: "inOrder" | "equally" | "inRounds" | "asPlanned";
  /**
   * Whether the key of a charging session rises by up to 1 ms per ms while that
   * of a waiting one stands still: then the order changes by itself.
   */
  readonly drifts: boolean;
  /** false: it gives what buses ask for and leaves the limits to the fuses. */
  readonly keepsLimits: boolean;
}

/** An order law from its key. */
export function orderLaw(
  name: string,
  says: string,
  key: (session: ChargingSession) => number,
  { drifts = false } = {},
): Law {
  return { name, says, key, share: "inOrder", drifts, keepsLimits: true };
}

/** What no strategy can beat, however much it knows. Base load counts, limits of the connection do not. */
export interface PeakBounds {
  /** Smallest power that is never exceeded when each stay gives what its bus should leave with [kW]. */
  readonly exactMinPeakKw: number | null;
  /**
   * Smallest quarter-hour peak when energy may be carried from stay to stay [kW];
   * null: then, too, some block could not be driven.
   */
  readonly carriedMinPeakKw: number | null;
  /** Whether a strategy could reach them, or something had to be left out. */
  readonly kind: "exact" | "lowerBound";
  readonly relaxed: readonly string[];
  /** Why a bound is missing, or does not count all energy. */
  readonly reasons: readonly string[];
}

/** No bounds, and why. */
export function noPeakBounds(reason: string): PeakBounds {
  return {
    exactMinPeakKw: null,
    carriedMinPeakKw: null,
    kind: "exact",
    relaxed: [],
    reasons: [reason],
  };
}

/** A size to be tried in one night. Plain data. */
export interface SizeTrial {
  /** The quantity, and whatever else is tried with it: `path=value`, laid over the variant. */
  readonly settings: readonly string[];
  /** Laid over the variant for plug and charge, what the night is held against. */
  readonly unlimited: readonly string[];
  /** The grid node whose limit is sized; null: the size is no limit. */
  readonly node: string | null;
  /** Whether the run ends with the first departure that is not served: that is all there is to know of it. */
  readonly endsUnserved: boolean;
}

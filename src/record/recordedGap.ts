/** A while of which nothing is recorded. */
export interface RecordedGap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly why: string;
  /** How many records are missing, where that is known. */
  readonly lost: number | null;
}

/** So many are told one by one. */
export const MOST_GAPS = 20;

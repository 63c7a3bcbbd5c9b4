/** What came of an assertion. */
export interface Verdict {
  readonly assertion: string;
  /** null: not judged, the run was not finished. */
  readonly holds: boolean | null;
  /** What stands on its left in the end, of several the first that fails; null: there is nothing. */
  readonly found: number | null;
  /** What that was held against. */
  readonly against: number | null;
}

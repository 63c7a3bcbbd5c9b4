/** Something that was to hold whatever goes wrong, and did not. Plain JSON. */
export interface Violation {
  readonly rule: Rule;
  readonly atMs: number;
  /** What was found, and what was expected. */
  readonly found: string;
}

/** What holds whatever goes wrong. */
export type Rule =
  /** Power is above a limit only where the limit has just fallen or base load risen, and not for long. */
  | "limit"
  /** Whoever hears nothing for as long as a limit lasts draws no more than its fallback. */
  | "fallback"
  /** What was drawn, stored and metered is one story. */
  | "energy"
  /** A bus that nothing befell is served as in a night in which nothing befalls anybody. */
  | "readiness"
  /** What was asked of a device is remembered by the process that comes after. */
  | "memory"
  /** What a presystem wants gets through, and what was confirmed of it is what the charge management goes by. */
  | "requests"
  /** The journal makes the same state once more. */
  | "replay"
  /** No program error. */
  | "crash";

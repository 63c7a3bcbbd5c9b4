import type { BrokenAssertion } from "./brokenAssertions.ts";
import type { Spread } from "./spread.ts";
import type { FailedRun, WorstNight } from "./tally.ts";

/** `summary.json` of many runs. Its shape is versioned. */
export interface StudySummary {
  readonly schemaVersion: 1;
  readonly kind: "replications";
  readonly scenario: string;
  readonly strategy: string;
  readonly varied: string;
  /** false: some runs are still to be done, or are in other shards. */
  readonly complete: boolean;
  readonly runs: {
    /** Of the whole plan. */
    readonly planned: number;
    readonly done: number;
    readonly failed: number;
  };
  /** Highest quarter-hour of the connection, over nights; null: no night was done. */
  readonly peak15Kw: Spread | null;
  /** What departing buses were short of their targets, over nights. */
  readonly unmetKwh: Spread | null;
  /** The night with the highest quarter-hour. */
  readonly worst: WorstNight | null;
  readonly nights: {
    /** In which every bus left, and with its target. */
    readonly everyBusReady: number;
    /** Those, of all that were done. */
    readonly shareReady: number | null;
    /** With a departure after its time. */
    readonly withLate: number;
    /** With a limit of the grid broken by charging. */
    readonly withBreach: number;
    /** With an assertion of the scenario that did not hold. */
    readonly withBrokenAssertion: number;
    /** Which ones, those broken most often first. */
    readonly brokenAssertions: readonly BrokenAssertion[];
  };
  /** The first that failed. */
  readonly failures: readonly FailedRun[];
}

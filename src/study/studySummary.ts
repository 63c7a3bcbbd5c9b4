import type { StudyManifest } from "./studyManifest.ts";
import type { FailedRun, Tally, WorstNight } from "./tally.ts";

/** How a figure is spread over nights; each is the figure of a night that was done. */
export interface Spread {
  readonly min: number;
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

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
    /** In which every bus left with its target. */
    readonly everyBusReady: number;
    /** Those, of all that were done. */
    readonly shareReady: number | null;
    /** With a departure after its time. */
    readonly withLate: number;
    /** With a limit of the grid broken by charging. */
    readonly withBreach: number;
  };
  /** The first that failed. */
  readonly failures: readonly FailedRun[];
}

/** What came of many runs. */
export function studySummary(
  { study }: StudyManifest,
  strategy: string,
  tally: Tally,
): StudySummary {
  const done = tally.peaksKw.length;
  return {
    schemaVersion: 1,
    kind: "replications",
    scenario: study.scenario,
    strategy,
    varied: study.varied,
    complete: tally.rows === study.runs,
    runs: { planned: study.runs, done, failed: tally.failed },
    peak15Kw: spread(tally.peaksKw),
    unmetKwh: spread(tally.unmetKwh),
    worst: tally.worst,
    nights: {
      everyBusReady: tally.ready,
      shareReady: done === 0 ? null : Math.round((tally.ready / done) * 1e6) / 1e6,
      withLate: tally.late,
      withBreach: tally.aboveLimit,
    },
    failures: tally.failures,
  };
}

/** Quantiles by nearest rank: of n sorted values the one at place ⌈p n⌉ (Hyndman and Fan, 1996, definition 1). */
export function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).toSorted();
  const at = (p: number): number => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!;
  return { min: sorted[0]!, p5: at(0.05), median: at(0.5), p95: at(0.95), max: sorted.at(-1)! };
}

import type { BrokenAssertion } from "./brokenAssertions.ts";
import type { ComparedFigure } from "./comparedFigures.ts";
import type { Histogram } from "./histogram.ts";
import type { PairedDifference } from "./pairedDifference.ts";
import type { Spread } from "./spread.ts";
import type { FailedRun, WorstNight } from "./tally.ts";

/** `compare.json`. Its shape is versioned. */
export interface ComparisonSummary {
  readonly schemaVersion: 1;
  readonly kind: "comparison";
  /** `seeds 1..200`. */
  readonly varied: string;
  /** false: some runs are still to be done. */
  readonly complete: boolean;
  readonly runs: {
    readonly planned: number;
    readonly done: number;
    readonly failed: number;
  };
  /** Nights that every variant has done: all figures are theirs. */
  readonly nights: number;
  /** Name of the variant that the others are held against. */
  readonly baseline: string;
  /** How intervals were made. */
  readonly interval: "paired t, 95 %" | null;
  /** What differs beyond strategy, grid and stations, and was allowed to. */
  readonly allowedDifferences: readonly string[];
  readonly variants: readonly ComparedVariant[];
  /** Peaks of all nights, of the variants in their order [kW]. */
  readonly peaks: Histogram | null;
  /** The least that a bus had beyond what it must leave with, likewise [share of usable energy]. */
  readonly slacks: Histogram | null;
  /** The first that failed. */
  readonly failures: readonly (FailedRun & { readonly variant: string })[];
}

/** One way the depot may be, over the nights that all have done. */
export interface ComparedVariant {
  readonly name: string;
  readonly scenario: string;
  readonly strategy: string;
  readonly settings: readonly string[];
  /** Nights that went well, and that did not. */
  readonly done: number;
  readonly failed: number;
  /** What did not hold in nights that it has done. */
  readonly brokenAssertions: readonly BrokenAssertion[];
  /** Means over nights; null where no night knows it. */
  readonly means: Readonly<Record<ComparedFigure, number | null>>;
  /** Whether in every night some strategy could reach the smallest peak; else the gap is at most that. */
  readonly isBoundExact: boolean;
  readonly peak15Kw: Spread | null;
  /** The night with the highest quarter-hour. */
  readonly worst: WorstNight | null;
  /** null: it is the baseline, or no night was done. */
  readonly against: AgainstBaseline | null;
}

/** A variant held against the baseline, night by night. */
export interface AgainstBaseline {
  /** Variant less baseline. */
  readonly differences: Readonly<Record<ComparedFigure, PairedDifference | null>>;
  /** Nights with a lower peak and no more buses unserved. */
  readonly beats: number;
  /** Nights in which the baseline does so. */
  readonly beaten: number;
  /** Nights whose peaks differ the other way than on average. */
  readonly flips: {
    readonly count: number;
    /** Those that differ most. */
    readonly worst: readonly Flip[];
  };
}

/** A night in which the order of two peaks is the other one. */
export interface Flip {
  readonly seed: number;
  /** Variant less baseline [kW]. */
  readonly peak15Kw: number;
  readonly command: string;
  readonly baselineCommand: string;
}

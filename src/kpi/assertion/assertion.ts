import type { Statistic } from "./statistics.ts";
import type { StayFigure } from "./stayFigures.ts";

/** How two sides are held against each other. */
export type Comparison = "<=" | ">=" | "==" | "!=" | "<" | ">";

/** A step of a path into a summary, and where in the line it stands. */
export interface Step {
  readonly key: string | number;
  readonly offset: number;
}

/** One side of an assertion. */
export type Operand =
  | { readonly kind: "number"; readonly value: number }
  /** A figure of the summary, `site.peak15Kw`. */
  | { readonly kind: "figure"; readonly steps: readonly Step[] }
  /** A statistic over all stays that are reported, `p05(stays.socAtDeparture)`. */
  | { readonly kind: "stays"; readonly statistic: Statistic; readonly figure: StayFigure }
  /** A figure of every reported stay of a bus, `sessions["S12-01"].socAtDeparture`. */
  | {
      readonly kind: "sessions";
      readonly vehicleId: string;
      readonly offset: number;
      readonly figure: StayFigure;
    };

/** Something that is to hold of the results of a run. */
export interface Assertion {
  readonly text: string;
  readonly left: Operand;
  readonly comparison: Comparison;
  readonly right: Operand;
}

import type { ComparisonSummary, ShownNight } from "../study/index.ts";
import type { Chart } from "./charts/chart.ts";

/** A comparison: all that its report is made from. */
export interface ToldComparison {
  readonly summary: ComparisonSummary;
  /** One night under each variant; null: none is shown. */
  readonly night: ShownNight | null;
  /** What makes all this again. */
  readonly command: string;
}

/** The charts of a comparison; null where there is nothing to show. */
export interface ComparisonCharts {
  readonly night: Chart | null;
  readonly peaks: Chart | null;
  readonly slacks: Chart | null;
}

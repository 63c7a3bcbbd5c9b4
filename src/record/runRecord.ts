import type { StayOutcome } from "../kpi/index.ts";
import type { DepotFacts } from "./depotFacts.ts";
import type { RecordedSummary } from "./summarySchema.ts";
import type { Manifest } from "./writeRunDirectory.ts";

/** A stay as `sessions.csv` tells it: times to the second, energies to a tenth of a watt-hour. */
export interface RecordedStay extends StayOutcome {
  /** Judged before rounding. */
  readonly short: boolean;
  readonly late: boolean;
}

/** One quarter-hour of a node, as `series.parquet` tells it. */
export interface RecordedQuarterHour {
  readonly atMs: number;
  readonly meanKw: number;
  readonly baseLoadKw: number;
  /** Limits at its start; Infinity: none. */
  readonly contractKw: number;
  readonly maxKw: number;
}

/** Mean power of a point in one quarter-hour [kW, outlet side]. */
export interface PointQuarterHour {
  readonly atMs: number;
  readonly meanKw: number;
}

/** A run as its folder tells it: all that a report is made from. */
export interface RunRecord {
  readonly manifest: Manifest;
  readonly summary: RecordedSummary;
  readonly depot: DepotFacts;
  readonly stays: readonly RecordedStay[];
  /** Of each node within the window, the connection first. */
  readonly nodes: ReadonlyMap<string, readonly RecordedQuarterHour[]>;
  /** Of each point that gave any power, over the whole run; null: not kept. */
  readonly points: ReadonlyMap<string, readonly PointQuarterHour[]> | null;
}

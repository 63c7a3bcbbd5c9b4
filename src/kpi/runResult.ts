import type { StayOutcome } from "../operations/index.ts";
import type { StepSeries } from "../physics/index.ts";

/** What one node of the grid saw. */
export interface NodeResult {
  readonly id: string;
  readonly contractKw: StepSeries;
  readonly maxKw: StepSeries;
  /** Whole subtree, standby of stations included. */
  readonly baseLoadKw: StepSeries;
  /** Grid energy of all charging below this node, per quarter-hour of the run [kWh]. */
  readonly chargingKwh: Float64Array;
  /** Highest instantaneous power within the window, base load included. */
  readonly highestKw: number;
  readonly highestAtMs: number;
  /** Unbroken spells above `maxKw` within the window, and those by base load alone. */
  readonly maxBreaches: number;
  readonly maxBreachesByBaseLoad: number;
}

/** What one charging point gave. */
export interface PointResult {
  readonly id: string;
  /** At the outlet, per quarter-hour of the run [kWh]. */
  readonly outletKwh: Float64Array;
}

/** What a run measured, before anybody judges it. */
export interface RunResult {
  /** What is reported; whole quarter-hours. */
  readonly window: { readonly fromMs: number; readonly toMs: number };
  /** The instant that the run has come to. */
  readonly untilMs: number;
  /** false: it was stopped before its end. */
  readonly complete: boolean;
  /** Start of the first metered quarter-hour. */
  readonly meteredFromMs: number;
  /** Into batteries, per quarter-hour of the run [kWh]. */
  readonly batteryKwh: Float64Array;
  /** Parents before children; the first is the connection. */
  readonly nodes: readonly NodeResult[];
  /** null: nobody asked for it. */
  readonly points: readonly PointResult[] | null;
  /** In order of departure; those that outlast the run last. */
  readonly stays: readonly StayOutcome[];
}

import type { StayOutcome } from "../operations/index.ts";
import type { LossTerms, StepSeries } from "../physics/index.ts";

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
  /** Energy above `maxKw` in those of either kind [kWh], and the longest [ms]. */
  readonly maxAboveKwh: number;
  readonly maxLongestMs: number;
  readonly maxAboveByBaseLoadKwh: number;
  readonly maxLongestByBaseLoadMs: number;
}

/** A charging point, and what it did within the window. */
export interface PointTotal {
  readonly id: string;
  /** null: it has its own power electronics. */
  readonly cabinetId: string | null;
  /** Most it gives [kW, outlet side]. */
  readonly ratedKw: number;
  /** Drawn at all times, beside what its cabinet draws [kW]. */
  readonly standbyKw: number;
  readonly loss: LossTerms;
  /** How long energy flowed [ms]. */
  readonly chargingMs: number;
  readonly outletKwh: number;
  readonly gridKwh: number;
}

/** A bank of power modules that points share. */
export interface CabinetResult {
  readonly id: string;
  /** What all modules together give [kW, outlet side]. */
  readonly ratedKw: number;
  readonly standbyKw: number;
}

/** What one charging point gave. */
export interface PointResult {
  readonly id: string;
  /** At the outlet, per quarter-hour of the run [kWh]. */
  readonly outletKwh: Float64Array;
}

/** What became of an incident. */
export interface IncidentOutcome {
  readonly name: string;
  readonly kind: string;
  /** For people: `feeder-1`, `P03, P07`. */
  readonly where: string;
  /** null: it did not happen. */
  readonly fromMs: number | null;
  /** null: it was not over when the run was. */
  readonly toMs: number | null;
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
  /** Into cabins that are preconditioned, per quarter-hour of the run [kWh, outlet side]. */
  readonly cabinKwh: Float64Array;
  /** Parents before children; the first is the connection. */
  readonly nodes: readonly NodeResult[];
  /** null: nobody asked for it. */
  readonly points: readonly PointResult[] | null;
  readonly pointTotals: readonly PointTotal[];
  readonly cabinets: readonly CabinetResult[];
  /** In order of departure; those that outlast the run last. */
  readonly stays: readonly StayOutcome[];
  /** In the order of the scenario. */
  readonly incidents: readonly IncidentOutcome[];
}

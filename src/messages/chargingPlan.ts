import type { StepList } from "./planningProblem.ts";

/** What a planner answers. Plain JSON. */
export interface ChargingPlan {
  readonly schemaVersion: 1;
  /** Who solved it. */
  readonly solver: string;
  /** Highest power at the connection, base load included [kW]. */
  readonly peakKw: number;
  /** No plan that delivers as much has a smaller peak [kW]. */
  readonly lowerBoundKw: number;
  /**
   * `exact`: no plan is better; `withinGap`: none has a peak that is smaller by more than `peakKw` −
   * `lowerBoundKw`; `relaxed`: it leaves out what is in `relaxed` and may not be possible with it.
   */
  readonly kind: "exact" | "relaxed" | "withinGap";
  /** What the lower bound leaves out. */
  readonly relaxed: readonly string[];
  /** Cost of charging energy [EUR]; null: it has no price. */
  readonly energyEur: number | null;
  /** Short of what buses must leave with, in all [kWh, battery]. */
  readonly unmetKwh: number;
  /** What one more kW would be worth. */
  readonly marginal: MarginalValues;
  /** In the order of the problem's sessions. */
  readonly sessions: readonly PlannedCharging[];
}

/** What one more kW would be worth, all else as it is. */
export interface MarginalValues {
  /**
   * Saved by one more kW of peak, and lost by one less [EUR/kW]; null: energy has no price.
   */
  readonly peakEurPerKw: readonly [saved: number, lost: number] | null;
  /**
   * What could be charged in addition, whoever gets it, were the limit of a node one whole kW
   * higher at all times, all that is relaxed left out [kWh, grid side]; nodes that would give any.
   * Worked out only for plans that are to give their reasons.
   */
  readonly nodes: readonly { readonly id: string; readonly kwhPerKw: number }[];
}

/** How one session is to be charged. */
export interface PlannedCharging {
  readonly id: string;
  /** The most it may draw, fixed load included [kW, grid side]; 0 after the last step's end. */
  readonly powerKw: StepList<number>;
  /** Predicted at the end of the session [kWh stored]. */
  readonly leavesWithKwh: number;
  /** When it will hold what it must and what it should leave with; null: never. */
  readonly leastAtMs: number | null;
  readonly desiredAtMs: number | null;
  /** Short of what it must leave with [kWh, battery]. */
  readonly unmetKwh: number;
  /** Why it is short; null: it is not, no limit is known to be in the way, or nobody asked. */
  readonly shortfall: Shortfall | null;
}

/** Why a bus will be short, and what would do. */
export interface Shortfall {
  /** Grid node or cabinet that is full; null: not even full power would do. */
  readonly nodeId: string | null;
  /** When it is full, from the first time to the last; for full power, the stay. */
  readonly fromMs: number;
  readonly toMs: number;
  /**
   * The limit raised by this from `fromMs` to `toMs` [kW], or the rating of a cabinet at all times
   * [kW, outlet side], and all planned anew, the bus is ready; by less it is not. Where something
   * is relaxed it is a whole number, and with one kW less it is not. `never`: no raise of one limit
   * that is full, while it is, would do; null: not worked out.
   */
  readonly moreKw: number | "never" | null;
}

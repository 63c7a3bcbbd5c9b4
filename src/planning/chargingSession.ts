import type { VehicleId } from "../messages/index.ts";

/** An outlet of a cabinet: what it takes of the power modules that all outlets share. */
export interface SharedOutlet {
  /** Index of the cabinet. */
  readonly cabinet: number;
  /** Modules that a power above 0 takes, beyond those set aside. */
  modulesFor(powerKw: number): number;
  /** The most that so many modules give, with those set aside [kW]. */
  mostKw(modules: number): number;
}

/**
 * A plugged-in bus that wants energy, as one decision sees it. Powers are grid
 * side: that is where the limits are. What a station falls back to is set aside
 * for it at all times; powers are what comes on top.
 */
export interface ChargingSession {
  readonly vehicleId: VehicleId;
  readonly pluggedInAtMs: number;
  /** When the cable has to be out; Infinity when nobody knows. */
  readonly departureAtMs: number;
  /** Energy to the target, at the battery [kWh]. */
  readonly remainingKwh: number;
  /** Time to the target at full power, taper included [ms]. */
  readonly remainingMs: number;
  /** Index of the grid node that feeds it. */
  readonly node: number;
  /** The most it can use now [kW]. */
  readonly askKw: number;
  /** The least that flows at all [kW]; below it gets nothing. */
  readonly minKw: number;
  /** What it takes of a cabinet; null: a station of its own. */
  readonly outlet: SharedOutlet | null;
  /** What its plan gives it now, what it has fallen behind included [kW]; 0 without a plan. */
  readonly plannedKw: number;
  /**
   * The most it may have where the planned peak leaves room [kW]: more than that if it
   * is behind its plan, all it can use without one.
   */
  readonly mostKw: number;
}

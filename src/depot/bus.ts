import type { VehicleId } from "../messages/index.ts";
import type { Battery, BatterySpec } from "../physics/index.ts";

/** A type of bus. */
export interface BusSpec extends BatterySpec {
  /** Nameplate energy [kWh]; what lies above usable is never touched. */
  readonly grossKwh: number;
  /** At the battery, all consumers included [kWh/km]. */
  readonly consumptionKwhPerKm: number;
}

/** One bus of the simulated depot. */
export interface Bus {
  readonly id: VehicleId;
  readonly battery: Battery;
  /** Stored energy, 0 … usable [kWh]; while energy flows, as of the last settling. */
  energyKwh: number;
}

export type { Bus, BusSpec } from "./bus.ts";
export type { CabinetSpec } from "./cabinet.ts";
export { type LinkLossSpec, linkLosses } from "./chance/linkLosses.ts";
export type { Outage } from "./chance/outages.ts";
export { type PointFaultSpec, pointFaults } from "./chance/pointFaults.ts";
export { baseLoadBelow, type GridNodeSpec } from "./grid.ts";
export { QUARTER_HOUR_MS } from "./quarterHourMeter.ts";
export type { StationSpec } from "./station.ts";
export { World, type WorldSnapshot } from "./world.ts";

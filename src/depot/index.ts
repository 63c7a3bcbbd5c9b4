export type { Bus, BusSpec } from "./bus.ts";
export type { CabinetSpec } from "./cabinet.ts";
export { baseLoadBelow, type GridNodeSpec } from "./grid.ts";
export { QUARTER_HOUR_MS } from "./quarterHourMeter.ts";
export type { StationSpec } from "./station.ts";
export { World, type WorldSnapshot } from "./world.ts";

import type { SimulationSnapshot } from "../simulation/index.ts";

/** A twin between two instants. Plain JSON. */
export interface TwinSnapshot {
  readonly simulation: SimulationSnapshot;
}

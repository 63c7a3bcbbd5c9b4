export type { ControlJournal } from "./controlLoop.ts";
export { controllerOf } from "./controllerOf.ts";
export { Simulation, type SimulationSnapshot } from "./simulation.ts";

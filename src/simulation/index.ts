export type { ControlJournal } from "./controlLoop.ts";
export { controllerOf } from "./controllerOf.ts";
export { RemoteManagement } from "./remoteManagement.ts";
export { ServedDepot } from "./servedDepot.ts";
export { Simulation, type SimulationSnapshot } from "./simulation.ts";

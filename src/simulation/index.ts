export {
  ChargeManagement,
  type ChargeManagementSnapshot,
  type Listeners,
} from "./chargeManagement.ts";
export type { ControlJournal } from "./controlLoop.ts";
export { controllerOf } from "./controllerOf.ts";
export { RemoteManagement } from "./remoteManagement.ts";
export { ServedDepot } from "./servedDepot.ts";
export { SimulatedDepot } from "./simulatedDepot.ts";
export { Simulation, type SimulationSnapshot } from "./simulation.ts";

export {
  ChargeManagement,
  type ChargeManagementSnapshot,
  type Listeners,
} from "./chargeManagement.ts";
export type { ControlJournal } from "./controlLoop.ts";
export { RemoteManagement } from "./remoteManagement.ts";
export { ServedDepot } from "./servedDepot.ts";
export { Simulation } from "./simulation.ts";
export { SimulatedDepot } from "./simulatedDepot.ts";

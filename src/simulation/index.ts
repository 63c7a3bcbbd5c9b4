export { RemoteManagement } from "./remoteManagement.ts";
export { ServedDepot } from "./servedDepot.ts";
export { Simulation } from "./simulation.ts";

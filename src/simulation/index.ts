export { Simulation } from "./simulation.ts";
export { withoutManagement } from "./withoutManagement.ts";

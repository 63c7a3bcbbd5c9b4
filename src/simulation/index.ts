export { peakBounds } from "./peakBounds.ts";
export { Simulation } from "./simulation.ts";
export { withoutManagement } from "./withoutManagement.ts";

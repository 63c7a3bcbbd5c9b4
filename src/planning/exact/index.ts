export { cheapestFlow } from "./cheapestFlow.ts";
export { EnergyFlow } from "./energyFlow.ts";
export { type EnergyPlan, energyPlan } from "./energyPlan.ts";
export { flowCharging } from "./flowCharging.ts";
export { type EnergyHorizon, type EnergyWindow, networkOf } from "./networkOf.ts";
export { type ProblemNetwork, problemNetwork } from "./problemNetwork.ts";
export { smallestPeak } from "./smallestPeak.ts";

export { energyPlan } from "./energyPlan.ts";
export { flowCharging } from "./flowCharging.ts";
export { type EnergyHorizon, type EnergyWindow, networkOf } from "./networkOf.ts";
export { problemNetwork } from "./problemNetwork.ts";
export { smallestPeak } from "./smallestPeak.ts";

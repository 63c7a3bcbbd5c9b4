export { type EnergyHorizon, type EnergyWindow, networkOf } from "./networkOf.ts";
export { smallestPeak } from "./smallestPeak.ts";

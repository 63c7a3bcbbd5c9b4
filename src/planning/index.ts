export { allocate } from "./allocate/index.ts";
export type { ChargingSession, SharedOutlet } from "./chargingSession.ts";
export { type EnergyHorizon, type EnergyWindow, networkOf, smallestPeak } from "./exact/index.ts";
export { Headroom } from "./headroom.ts";
export type { Law } from "./law.ts";
export { type LawName, laws } from "./laws/index.ts";
export { planCharging } from "./planCharging.ts";
export { canonicalJson, problemHash } from "./problemHash.ts";
export { highs, javascriptLpSolver, planByProgram, type Solver, TooLarge } from "./solver/index.ts";

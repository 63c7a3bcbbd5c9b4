export { type Device, Engine, type EngineSnapshot } from "./engine.ts";
export { cos, expm1, log1p } from "./math.ts";
export { pace, type PacingOptions, type Steppable, type WallClock } from "./pace.ts";
export { phase } from "./phase.ts";
export { logNormal, RandomStream, spreadAroundOne } from "./randomStream.ts";
export { WakeableClock } from "./wakeableClock.ts";

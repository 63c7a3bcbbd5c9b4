export type { Fault } from "./fault.ts";
export { type RedNight, Torture } from "./torture.ts";
export type { NightOutcome, PresystemLink } from "./tortureNight.ts";

export type { StayOutcome } from "../operations/index.ts";
export { noPeakBounds, type PeakBounds } from "./peakBounds.ts";
export { peak15 } from "./peak15.ts";
export { quarterHours } from "./quarterHours.ts";
export { departures, isLate, isShort } from "./readiness.ts";
export type { NodeResult, RunResult } from "./runResult.ts";
export { type Calendar, summarise, type Summary } from "./summary.ts";

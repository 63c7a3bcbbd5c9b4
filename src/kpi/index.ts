export type { StayOutcome } from "../operations/index.ts";
export type { Calendar } from "./calendar.ts";
export { noPeakBounds, type PeakBounds } from "./peakBounds.ts";
export { peak15 } from "./peak15.ts";
export { quarterHours } from "./quarterHours.ts";
export { departures, isLate, isShort, lateMs } from "./readiness.ts";
export type { NodeResult, PointTotal, RunResult } from "./runResult.ts";
export { summarise, type Summary } from "./summary.ts";

import { departures, lateMs } from "./readiness.ts";
import type { RunResult } from "./runResult.ts";

const MINUTE_MS = 60_000;

/** By how much late departures were late. */
export interface Lateness {
  readonly lateOver2Min: number;
  readonly lateOver5Min: number;
  /** Of all departures together. */
  readonly lateMin: number;
  /** Of the latest one. */
  readonly latestMin: number;
}

export function lateness(run: RunResult): Lateness {
  const delaysMin = departures(run)
    .map(lateMs)
    .map((ms) => ms / MINUTE_MS);
  return {
    lateOver2Min: delaysMin.filter((min) => min > 2).length,
    lateOver5Min: delaysMin.filter((min) => min > 5).length,
    lateMin: delaysMin.reduce((sum, min) => sum + min, 0),
    latestMin: delaysMin.reduce((most, min) => Math.max(most, min), 0),
  };
}

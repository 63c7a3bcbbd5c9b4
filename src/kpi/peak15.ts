import { type QuarterHour, quarterHours } from "./quarterHours.ts";
import type { RunResult } from "./runResult.ts";

/** Means closer than this are the same: the earlier one is the peak [kW]. */
const SAME_KW = 1e-6;

/** The highest quarter-hour of the connection within the window; null for no quarter-hour at all. */
export function peak15(run: RunResult): QuarterHour | null {
  return highest(quarterHours(run, run.nodes[0]!));
}

/** The highest of quarter-hours in order of time. */
export function highest(list: readonly QuarterHour[]): QuarterHour | null {
  let peak: QuarterHour | null = null;
  for (const quarterHour of list) {
    if (peak === null || quarterHour.meanKw > peak.meanKw + SAME_KW) peak = quarterHour;
  }
  return peak;
}

import { type QuarterHour, quarterHours } from "./quarterHours.ts";
import type { RunResult } from "./runResult.ts";

/** Means closer than this are the same: the earlier one is the peak [kW]. */
const SAME_KW = 1e-6;

/** The highest quarter-hour of the connection within the window; null for no quarter-hour at all. */
export function peak15(run: RunResult): QuarterHour | null {
  return quarterHours(run, run.nodes[0]!).reduce<QuarterHour | null>(higher, null);
}

/** The higher of the highest so far and a later one. */
export function higher(peak: QuarterHour | null, later: QuarterHour): QuarterHour {
  return peak === null || later.meanKw > peak.meanKw + SAME_KW ? later : peak;
}

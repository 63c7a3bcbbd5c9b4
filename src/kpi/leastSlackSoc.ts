import { departures, missingSoc } from "./readiness.ts";
import type { RunResult } from "./runResult.ts";

/**
 * The least that a departing bus had beyond what it must leave with, as a share of usable energy; below 0: so much
 * it was short; null: nobody left.
 */
export function leastSlackSoc(run: RunResult): number | null {
  const slack = departures(run).map((stay) => 0 - missingSoc(stay));
  return slack.length === 0 ? null : slack.reduce((least, soc) => Math.min(least, soc));
}

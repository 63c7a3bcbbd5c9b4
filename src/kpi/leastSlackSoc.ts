import { SOC_QUANTUM } from "../operations/index.ts";
import { departures, missingSoc } from "./readiness.ts";
import type { RunResult } from "./runResult.ts";

/**
 * The least that a departing bus had beyond what it must leave with, as a share of usable energy; below 0: so much
 * it was short, where a link can tell; null: nobody left.
 */
export function leastSlackSoc(run: RunResult): number | null {
  const slack = departures(run).map((stay) => 0 - missingSoc(stay));
  if (slack.length === 0) return null;
  const least = slack.reduce((a, b) => Math.min(a, b));
  return Math.abs(least) <= SOC_QUANTUM ? 0 : least;
}

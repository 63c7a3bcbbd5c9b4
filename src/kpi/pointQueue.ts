import { mostAtOnce, type StayOutcome } from "../operations/index.ts";
import type { Calendar } from "./calendar.ts";
import type { RunResult } from "./runResult.ts";

const MINUTE_MS = 60_000;

/** Buses that waited for a point. */
export interface PointQueue {
  /** Those that waited longest first. */
  readonly vehicles: readonly string[];
  /** From the first that asked to the last that had one or gave up. */
  readonly from: string;
  readonly to: string;
  /** At the worst moment. */
  readonly atOnce: number;
  readonly longestMin: number;
}

/** How some buses waited for a point; null: none of them did. @param stays of the run */
export function pointQueue(
  run: RunResult,
  stays: readonly StayOutcome[],
  calendar: Calendar,
): PointQueue | null {
  const waits = stays
    .flatMap(({ vehicleId, queuedMs, pluggedInAtMs, departedAtMs }) => {
      if (queuedMs === null || queuedMs === 0) return [];
      // Whoever never had one waited until it had to leave.
      const toMs = pluggedInAtMs ?? departedAtMs ?? run.untilMs;
      return [{ vehicleId, queuedMs, fromMs: toMs - queuedMs, toMs }];
    })
    .toSorted((a, b) => b.queuedMs - a.queuedMs);
  if (waits.length === 0) return null;
  return {
    vehicles: [...new Set(waits.map(({ vehicleId }) => vehicleId))],
    from: calendar.iso(Math.min(...waits.map(({ fromMs }) => fromMs))),
    to: calendar.iso(Math.max(...waits.map(({ toMs }) => toMs))),
    atOnce: mostAtOnce(waits),
    longestMin: waits[0]!.queuedMs / MINUTE_MS,
  };
}

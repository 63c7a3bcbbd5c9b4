import { copiedFrom } from "../operations/index.ts";
import type { Calendar } from "./calendar.ts";
import type { RunResult } from "./runResult.ts";

/**
 * The most buses that come back on one service day of the run. A bus counts once a day, however
 * often it comes, and so do its copies of other dates.
 */
export function fleetSize({ stays }: RunResult, calendar: Calendar): number {
  const byDay = new Map<string, Set<string>>();
  for (const { vehicleId, arrivedAtMs: atMs } of stays) {
    if (atMs === null) continue;
    const serviceDay = calendar.serviceDay(atMs);
    const buses = byDay.get(serviceDay) ?? new Set<string>();
    byDay.set(serviceDay, buses.add(copiedFrom(vehicleId)));
  }
  return [...byDay.values()].reduce((most, { size }) => Math.max(most, size), 0);
}

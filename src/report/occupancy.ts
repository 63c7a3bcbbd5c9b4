import type { RunRecord } from "../record/index.ts";
import type { Span } from "./told.ts";

const QUARTER_HOUR_MS = 900_000;

/** How points were used in one quarter-hour. */
export interface Occupancy {
  readonly atMs: number;
  /** Points that had a bus at some time in it. */
  readonly occupied: number;
  /** Points that gave energy in it. */
  readonly giving: number;
}

/** The use of all points, quarter-hour by quarter-hour; of a run that did not keep it `giving` is 0. */
export function occupancy({ stays, points }: RunRecord, { fromMs, toMs }: Span): Occupancy[] {
  const count = Math.max(0, Math.floor((toMs - fromMs) / QUARTER_HOUR_MS));
  const occupied = Array.from({ length: count }, () => new Set<string>());
  const giving = new Int32Array(count);
  for (const { pointId, pluggedInAtMs, unpluggedAtMs } of stays) {
    if (pointId === null || pluggedInAtMs === null) continue;
    const first = Math.max(0, Math.floor((pluggedInAtMs - fromMs) / QUARTER_HOUR_MS));
    const endMs = Math.min(toMs, unpluggedAtMs ?? toMs);
    const end = Math.min(count, Math.ceil((endMs - fromMs) / QUARTER_HOUR_MS));
    for (let quarter = first; quarter < end; quarter++) occupied[quarter]!.add(pointId);
  }
  for (const series of points?.values() ?? []) {
    for (const { atMs } of series) {
      const quarter = Math.floor((atMs - fromMs) / QUARTER_HOUR_MS);
      if (quarter >= 0 && quarter < count) giving[quarter]!++;
    }
  }
  return occupied.map((set, quarter) => ({
    atMs: fromMs + quarter * QUARTER_HOUR_MS,
    occupied: set.size,
    giving: giving[quarter]!,
  }));
}

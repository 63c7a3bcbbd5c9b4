import type { Calendar } from "./calendar.ts";
import { higher } from "./peak15.ts";
import { type QuarterHour, quarterHours } from "./quarterHours.ts";
import type { RunResult } from "./runResult.ts";

const QUARTER_HOUR_MS = 900_000;
const HOUR_MS = 3_600_000;

/** The connection in one part of the window. */
export interface PartPeak {
  /** Highest quarter-hour; 0 where none is whole [kW]. */
  readonly peak15Kw: number;
  /** Start of that quarter-hour. */
  readonly peak15At: string | null;
  /** Base load included. */
  readonly gridKwh: number;
}

/**
 * The window by parts in order of time, each with its own peak; their energies add up to that of the run.
 * @param partOf names the part that an instant lies in
 */
export function peaksBy(
  run: RunResult,
  calendar: Calendar,
  partOf: (atMs: number) => string,
): (readonly [part: string, peak: PartPeak])[] {
  const connection = run.nodes[0]!;
  const parts = new Map<string, { gridKwh: number; peak: QuarterHour | null }>();
  /** Those that are whole come first. */
  const whole = quarterHours(run, connection);
  const endMs = Math.min(run.window.toMs, run.untilMs);
  for (let atMs = run.window.fromMs, i = 0; atMs < endMs; atMs += QUARTER_HOUR_MS, i++) {
    const name = partOf(atMs);
    let part = parts.get(name);
    if (part === undefined) parts.set(name, (part = { gridKwh: 0, peak: null }));
    const chargingKwh = connection.chargingKwh[(atMs - run.meteredFromMs) / QUARTER_HOUR_MS] ?? 0;
    const toMs = Math.min(atMs + QUARTER_HOUR_MS, endMs);
    const baseLoadKwh = connection.baseLoadKw.integral(atMs, toMs) / HOUR_MS;
    part.gridKwh = part.gridKwh + chargingKwh + baseLoadKwh;
    const quarterHour = whole[i];
    if (quarterHour !== undefined) part.peak = higher(part.peak, quarterHour);
  }
  return [...parts].map(([part, { gridKwh, peak }]) => {
    const peak15At = peak === null ? null : calendar.iso(peak.atMs);
    return [part, { peak15Kw: peak?.meanKw ?? 0, peak15At, gridKwh }];
  });
}

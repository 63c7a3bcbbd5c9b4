import type { Calendar } from "./calendar.ts";
import { highest } from "./peak15.ts";
import { type QuarterHour, quarterHours } from "./quarterHours.ts";
import type { RunResult } from "./runResult.ts";

const QUARTER_HOUR_MS = 900_000;
const HOUR_MS = 3_600_000;

/** The connection on one service day, as far as it lies within the window. */
export interface Day {
  readonly serviceDay: string;
  /** Highest quarter-hour; 0 where none is whole [kW]. */
  readonly peak15Kw: number;
  /** Start of that quarter-hour. */
  readonly peak15At: string | null;
  /** Base load included. */
  readonly gridKwh: number;
}

/** Every service day of the window, in order; their energies add up to that of the run. */
export function days(run: RunResult, calendar: Calendar): Day[] {
  const connection = run.nodes[0]!;
  const energies = new Map<string, number>();
  const endMs = Math.min(run.window.toMs, run.untilMs);
  for (let atMs = run.window.fromMs; atMs < endMs; atMs += QUARTER_HOUR_MS) {
    const serviceDay = calendar.serviceDay(atMs);
    const chargingKwh = connection.chargingKwh[(atMs - run.meteredFromMs) / QUARTER_HOUR_MS] ?? 0;
    const toMs = Math.min(atMs + QUARTER_HOUR_MS, endMs);
    const baseLoadKwh = connection.baseLoadKw.integral(atMs, toMs) / HOUR_MS;
    energies.set(serviceDay, (energies.get(serviceDay) ?? 0) + chargingKwh + baseLoadKwh);
  }
  const byDay = new Map<string, QuarterHour[]>([...energies.keys()].map((day) => [day, []]));
  for (const quarterHour of quarterHours(run, connection)) {
    byDay.get(calendar.serviceDay(quarterHour.atMs))?.push(quarterHour);
  }
  return [...energies].map(([serviceDay, gridKwh]) => {
    const peak = highest(byDay.get(serviceDay) ?? []);
    return {
      serviceDay,
      peak15Kw: peak?.meanKw ?? 0,
      peak15At: peak === null ? null : calendar.iso(peak.atMs),
      gridKwh,
    };
  });
}

import { atRisk, departed } from "./departed.ts";
import { connectionOf } from "./shownSpan.ts";
import type { Told } from "./told.ts";

/** What one service day came to. */
export interface ServiceDay {
  /** `2026-03-02`. */
  readonly date: string;
  /** Highest quarter-hour of the connection. */
  readonly peakKw: number;
  /** Those that are within the reported period. */
  readonly quarterHours: number;
  readonly departures: number;
  /** Short or late. */
  readonly atRisk: number;
}

/** The service days of the reported period, in order. */
export function serviceDays({ record, calendar }: Pick<Told, "record" | "calendar">): ServiceDay[] {
  const days = new Map<string, ServiceDay>();
  const change = (atMs: number, how: (day: ServiceDay) => Partial<ServiceDay>): void => {
    const date = calendar.serviceDay(atMs);
    const none = { date, peakKw: 0, quarterHours: 0, departures: 0, atRisk: 0 };
    const day = days.get(date) ?? none;
    days.set(date, { ...day, ...how(day) });
  };
  for (const { atMs, meanKw } of connectionOf(record)) {
    change(atMs, ({ peakKw, quarterHours }) => ({
      peakKw: Math.max(peakKw, meanKw),
      quarterHours: quarterHours + 1,
    }));
  }
  for (const stay of departed(record)) {
    change(stay.plannedDepartureAtMs ?? 0, (day) => ({
      departures: day.departures + 1,
      atRisk: day.atRisk + (atRisk(stay) ? 1 : 0),
    }));
  }
  return [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

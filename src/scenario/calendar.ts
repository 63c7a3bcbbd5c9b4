import { Zone } from "../operations/index.ts";

/** How instants are written for people of the depot. */
export interface Calendar {
  readonly zone: Zone;
  /** ISO 8601 with offset. */
  iso(atMs: number): string;
  /** The date of the clocks, `2026-03-02`. */
  date(atMs: number): string;
  /** The service day an instant belongs to, `2026-03-02`. */
  serviceDay(atMs: number): string;
}

/** @param serviceDayStartsAt time of day, `04:00` */
export function calendarOf(zone: Zone, serviceDayStartsAt: string): Calendar {
  const [hours = 0, minutes = 0] = serviceDayStartsAt.split(":").map(Number);
  const startMs = (hours * 60 + minutes) * 60_000;
  return {
    zone,
    iso: (atMs) => zone.iso(atMs),
    date: (atMs) => zone.date(atMs),
    serviceDay: (atMs) => zone.date(atMs - startMs),
  };
}

/** @param timezone an IANA time zone @throws RangeError when there is none of that name */
export function calendarIn(timezone: string, serviceDayStartsAt: string): Calendar {
  return calendarOf(new Zone(timezone), serviceDayStartsAt);
}

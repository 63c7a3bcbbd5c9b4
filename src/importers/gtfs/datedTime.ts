import type { FileTime, Zone } from "../../operations/index.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/**
 * A time of a service day as a clock on the wall shows it.
 *
 * In the night in which clocks are put back they show an hour twice, and a time without an
 * offset means the first of the two. One that falls into the second is moved to where it can
 * be written: down to the end of the first, up to the end of the second, so that a bus is
 * never longer at the depot than it is.
 * @returns the time, and whether it was moved
 */
export function datedTime(
  zone: Zone,
  date: string,
  minutes: number,
  direction: "down" | "up",
): { time: FileTime; isMoved: boolean } {
  const atMs = Math.round(zone.ofServiceTime(date, minutes) / SECOND_MS) * SECOND_MS;
  const stepMs = direction === "up" ? MINUTE_MS : -MINUTE_MS;
  let shownMs = atMs;
  let time = wallTime(zone, shownMs);
  while (zone.ofWallTime(time.date!, time.minutes) !== shownMs) {
    shownMs = Math.floor(shownMs / MINUTE_MS) * MINUTE_MS + stepMs;
    time = wallTime(zone, shownMs);
  }
  return { time, isMoved: shownMs !== atMs };
}

function wallTime(zone: Zone, atMs: number): FileTime {
  const iso = zone.iso(atMs);
  const [hours = 0, minutes = 0, seconds = 0] = iso.slice(11, 19).split(":").map(Number);
  return { date: iso.slice(0, 10), minutes: hours * 60 + minutes + seconds / 60 };
}

import { addDays, type FileTime } from "../operations/index.ts";

const DAY_MIN = 1440;

/** Minutes from one time to another; NaN when just one of them has a date. */
export function minutesBetween(from: FileTime, to: FileTime): number {
  if ((from.date === null) !== (to.date === null)) return NaN;
  return absoluteMin(to) - absoluteMin(from);
}

function absoluteMin({ date, minutes }: FileTime): number {
  return minutes + (date === null ? 0 : (Date.parse(date) / 86_400_000) * DAY_MIN);
}

/** So many minutes later. */
export function later({ date, minutes }: FileTime, byMin: number): FileTime {
  const sum = minutes + byMin;
  if (date === null) return { date, minutes: sum };
  const days = Math.floor(sum / DAY_MIN);
  return { date: addDays(date, days), minutes: sum - days * DAY_MIN };
}

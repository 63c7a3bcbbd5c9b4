import type { Told } from "./told.ts";
import type { Words } from "./words/en.ts";

/** The words of a language that dates are made of. */
export type DateWords = Pick<Words, "weekdays" | "months" | "date">;

/** `Tue 3 Mar`, of a local time or date in ISO 8601. */
export function dateLabel(local: string, { weekdays, months, date }: DateWords): string {
  const [year = 0, month = 1, day = 1] = local.slice(0, 10).split("-").map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return date(weekdays[weekday]!, day, months[month - 1]!);
}

/** `Tue 3 Mar, 19:45`, of a local time in ISO 8601. */
export function timeLabel(local: string, words: DateWords): string {
  return `${dateLabel(local, words)}, ${local.slice(11, 16)}`;
}

/** An instant in the depot's zone: `Tue 3 Mar, 19:45`. */
export function timeAt({ calendar, words }: Omit<Told, "record">, atMs: number): string {
  return timeLabel(calendar.iso(atMs), words);
}

/** An instant in the depot's zone: `19:45`. */
export function clockAt({ calendar }: Pick<Told, "calendar">, atMs: number): string {
  return calendar.iso(atMs).slice(11, 16);
}

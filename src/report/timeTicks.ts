import { dateLabel, type DateWords } from "./timeLabel.ts";
import { en } from "./words/en.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTER_HOUR_MS = 900_000;
const DAY_MINUTES = 1440;

/** A tick of a time axis and what stands below it, one line or two. */
export interface TimeTick {
  readonly atMs: number;
  readonly label: readonly string[];
}

/**
 * Ticks by the depot's own clock, 24 hours; right on days of 23 and 25 hours.
 * @param iso writes an instant as local ISO 8601
 */
export function timeTicks(
  fromMs: number,
  toMs: number,
  iso: (atMs: number) => string,
  words: DateWords = en,
): TimeTick[] {
  const everyMinutes = stepOf(toMs - fromMs);
  const everyDays = Math.max(1, everyMinutes / DAY_MINUTES);
  const ticks: TimeTick[] = [];
  let midnights = 0;
  for (let atMs = fromMs; atMs <= toMs; atMs += QUARTER_HOUR_MS) {
    const local = iso(atMs);
    const minutes = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
    if (minutes % Math.min(everyMinutes, DAY_MINUTES) !== 0) continue;
    if (minutes === 0 && midnights++ % everyDays !== 0) continue;
    const withDate = minutes === 0 || ticks.length === 0;
    const clock = everyMinutes >= DAY_MINUTES ? [] : [local.slice(11, 16)];
    ticks.push({ atMs, label: withDate ? [...clock, dateLabel(local, words)] : clock });
  }
  return ticks;
}

/** Minutes between two ticks, so that their labels stay apart. */
function stepOf(spanMs: number): number {
  const days = spanMs / DAY_MS;
  if (days <= 1 / 12) return 15;
  if (days <= 1 / 3) return 60;
  if (days <= 1.5) return 180;
  if (days <= 3) return 360;
  return DAY_MINUTES * Math.ceil(days / 8);
}

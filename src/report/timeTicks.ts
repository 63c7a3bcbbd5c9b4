const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTER_HOUR_MS = 900_000;
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A tick of a time axis and what stands below it, one line or two. */
export interface TimeTick {
  readonly atMs: number;
  readonly label: readonly string[];
}

/**
 * Ticks by the depot's own clock, 24 hours; right on days of 23 and 25 hours.
 * @param iso writes an instant as local ISO 8601
 */
export function timeTicks(fromMs: number, toMs: number, iso: (atMs: number) => string): TimeTick[] {
  const days = (toMs - fromMs) / DAY_MS;
  const everyHours = days <= 1.5 ? 3 : days <= 3 ? 6 : days <= 8 ? 24 : 24 * Math.ceil(days / 8);
  const ticks: TimeTick[] = [];
  let midnights = 0;
  for (let atMs = fromMs; atMs <= toMs; atMs += QUARTER_HOUR_MS) {
    const local = iso(atMs);
    const hour = Number(local.slice(11, 13));
    if (local.slice(14, 16) !== "00" || hour % Math.min(everyHours, 24) !== 0) continue;
    const isMidnight = hour === 0;
    if (isMidnight && everyHours > 24 && midnights++ % (everyHours / 24) !== 0) continue;
    if (!isMidnight && everyHours >= 24) continue;
    const withDate = isMidnight || ticks.length === 0;
    const clock = everyHours >= 24 ? [] : [local.slice(11, 16)];
    ticks.push({ atMs, label: withDate ? [...clock, dateLabel(local)] : clock });
  }
  return ticks;
}

/** `Tue 3 Mar`. */
function dateLabel(local: string): string {
  const [year = 0, month = 1, day = 1] = local.slice(0, 10).split("-").map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return `${WEEKDAYS[weekday]} ${day} ${MONTHS[month - 1]}`;
}

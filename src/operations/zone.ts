const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_SEC = 86_400;

/**
 * A time zone: the only place where local time meets instants.
 * Dates are ISO calendar dates, `2026-03-29`.
 */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  /** UTC offset at the start of UTC days already asked for. */
  readonly #offsets = new Map<number, number>();
  /** When clocks change on UTC days that begin and end with different offsets. */
  readonly #changes = new Map<number, number>();
  /** The UTC day last asked for on which no clock changes, and its offset: instants mostly come in order. */
  #steadyFromMs = Infinity;
  #steadyMs = 0;
  /** The local day last asked for, since the epoch, and its date. */
  #day = 0;
  #date = "1970-01-01";

  /** @throws RangeError when there is no zone of that name */
  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  /** Local time minus UTC at an instant [ms]. */
  offsetMs(atMs: number): number {
    if (atMs >= this.#steadyFromMs && atMs < this.#steadyFromMs + DAY_MS) return this.#steadyMs;
    const day = Math.floor(atMs / DAY_MS);
    const start = this.#offsetOfDay(day);
    const end = this.#offsetOfDay(day + 1);
    if (start !== end) return atMs < this.#changeOfDay(day, start) ? start : end;
    this.#steadyFromMs = day * DAY_MS;
    this.#steadyMs = start;
    return start;
  }

  /**
   * The instant of a service time: minutes after noon minus twelve hours of the
   * service day (GTFS's rule), so that 25:10 and −00:41 mean the same on every
   * night and times never run backwards, even where clocks do.
   */
  ofServiceTime(date: string, minutes: number): number {
    return this.ofWallTime(date, 720) + Math.round((minutes - 720) * MINUTE_MS);
  }

  /**
   * The instant at which a local clock shows that time: the earlier one where a
   * clock shows it twice; where clocks skip it, the instant at which one that
   * nobody has put forward would show it.
   */
  ofWallTime(date: string, minutes: number): number {
    const asUtcMs = Date.parse(`${date}T00:00:00Z`) + Math.round(minutes * MINUTE_MS);
    const before = this.offsetMs(asUtcMs - DAY_MS);
    const after = this.offsetMs(asUtcMs + DAY_MS);
    const early = asUtcMs - Math.max(before, after);
    const late = asUtcMs - Math.min(before, after);
    if (early + this.offsetMs(early) === asUtcMs) return early;
    return late + this.offsetMs(late) === asUtcMs ? late : asUtcMs - before;
  }

  /** The calendar date at an instant. */
  date(atMs: number): string {
    const day = Math.floor((atMs + this.offsetMs(atMs)) / DAY_MS);
    if (day !== this.#day) {
      this.#day = day;
      this.#date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    }
    return this.#date;
  }

  /** Local time with offset, `2026-03-02T02:15:00+01:00`. */
  iso(atMs: number): string {
    const offsetMin = Math.round(this.offsetMs(atMs) / MINUTE_MS);
    const size = Math.abs(offsetMin);
    const [hours, minutes] = [twoDigits(Math.floor(size / 60)), twoDigits(size % 60)];
    return `${this.#local(atMs)}${offsetMin < 0 ? "-" : "+"}${hours}:${minutes}`;
  }

  #local(atMs: number): string {
    const date = this.date(atMs);
    const seconds = Math.floor((atMs + this.offsetMs(atMs)) / 1000) - this.#day * DAY_SEC;
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return `${date}T${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
  }

  #offsetOfDay(day: number): number {
    let offset = this.#offsets.get(day);
    if (offset === undefined) {
      offset = this.#computeOffsetMs(day * DAY_MS);
      this.#offsets.set(day, offset);
    }
    return offset;
  }

  /** The one instant of a day at which its clocks change. @param start offset before it */
  #changeOfDay(day: number, start: number): number {
    let change = this.#changes.get(day);
    if (change === undefined) {
      let before = day * DAY_MS;
      change = before + DAY_MS;
      while (change - before > 1) {
        const middle = Math.floor((before + change) / 2);
        if (this.#computeOffsetMs(middle) === start) before = middle;
        else change = middle;
      }
      this.#changes.set(day, change);
    }
    return change;
  }

  #computeOffsetMs(atMs: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(atMs)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
  }
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** The date so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

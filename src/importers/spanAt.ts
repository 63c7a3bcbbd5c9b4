import type { FileTime } from "../operations/index.ts";
import type { Row } from "../scenario/index.ts";
import { minutesBetween } from "./minutesBetween.ts";
import { timeAt } from "./timeAt.ts";

/** Two times of a row, the later one after the earlier one. */
export interface TimeSpan {
  readonly from: FileTime;
  readonly to: FileTime;
  /** Minutes from one to the other; below 0 only where that was allowed. */
  readonly minutes: number;
}

/**
 * Reads when something begins and ends.
 * @param mayEndBefore whether a time of day may be one after midnight, written as before it
 * @throws InputProblem when it ends before it begins, or just one time has a date
 */
export function spanAt(row: Row, fromAt: number, toAt: number, mayEndBefore = false): TimeSpan {
  const from = timeAt(row, fromAt);
  const to = timeAt(row, toAt);
  const minutes = minutesBetween(from, to);
  const found = `found ${row.text(toAt)} after ${row.text(fromAt)}`;
  if (Number.isNaN(minutes)) {
    const mend = "give both a date, or none";
    throw row.flaw(toAt, `${found}: one time has a date and one has none`, mend);
  }
  if (minutes < 0 && !(mayEndBefore && from.date === null)) {
    const mend = from.date === null ? "times after midnight are written as 25:10" : undefined;
    throw row.flaw(toAt, `${found}: it ends before it begins`, mend);
  }
  return { from, to, minutes };
}

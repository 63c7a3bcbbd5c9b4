import type { FileTime } from "../../operations/index.ts";
import { isDate } from "../isDate.ts";

const TIME = /^(?:(\d{4}-\d{2}-\d{2})[T ])?(-?)(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/;

/** A time: `05:30`, `25:10`, `-00:41` of a service day, or `2026-03-02 05:30:00`; null for anything else. */
export function fileTime(text: string): FileTime | null {
  const match = TIME.exec(text);
  const [, date = null, sign = "", hours = "", minutes = "", seconds = "0"] = match ?? [];
  const isOddDate = date !== null && (!isDate(date) || sign === "-" || Number(hours) > 23);
  if (match === null || isOddDate) return null;
  const size = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
  return { date, minutes: sign === "-" ? -size : size };
}

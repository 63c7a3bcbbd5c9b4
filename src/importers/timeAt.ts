import type { FileTime } from "../operations/index.ts";
import { isDate, type Row } from "../scenario/index.ts";
import { isoDate } from "./dateAt.ts";

const GERMAN = /^(\d{1,2}\.\d{1,2}\.\d{4})[ T]+(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/;

/** A time in a cell: all that a timetable may hold, and `02.03.2026 05:30`. @throws InputProblem */
export function timeAt(row: Row, position: number): FileTime {
  const match = GERMAN.exec(row.text(position));
  if (match === null) return row.time(position);
  const [, day = "", hours = "", minutes = "", seconds = "0"] = match;
  const date = isoDate(day);
  if (!isDate(date) || Number(hours) > 23) {
    throw row.flaw(position, `found "${row.text(position)}", which no calendar or clock shows`);
  }
  return { date, minutes: Number(hours) * 60 + Number(minutes) + Number(seconds) / 60 };
}

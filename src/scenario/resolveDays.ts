import { addDays } from "../operations/index.ts";
import type { SourceDocument } from "./readDocument.ts";
import { InputProblem } from "./inputProblem.ts";
import type { ScenarioFile } from "./schema/index.ts";

/** Ten years of service days, more than anybody runs at once. */
const MOST_DATES = 3653;
const ONE_OR_RANGE =
  "give timetable.date for one repeated day, or timetable.from and to for a range";

/** Which service days are run. */
export interface RunDays {
  readonly dates: readonly string[];
  /** The first and the last that are reported, from midnight to midnight; null: all that happens is. */
  readonly reported: { readonly from: string; readonly to: string } | null;
  /** Whether all of them are one day. */
  readonly repeats: boolean;
}

/** @throws InputProblem for days that do not fit together */
export function resolveDays({ timetable }: ScenarioFile, source: SourceDocument): RunDays {
  const { date, repeat = 3, from, to, leadInDays = 0 } = timetable;
  const refuse = (key: string | null, message: string, mend = ONE_OR_RANGE): InputProblem =>
    new InputProblem({
      place: source.placeOf(["timetable", ...(key ? [key] : [])]),
      message,
      mend,
    });
  if (date !== undefined) {
    for (const key of ["from", "to", "leadInDays", "calendar"] as const) {
      if (timetable[key] !== undefined) throw refuse(key, `found date and ${key}`);
    }
    const before = (repeat - 1) / 2;
    const dates = Array.from({ length: repeat }, (_, i) => addDays(date, i - before));
    return { dates, reported: { from: date, to: date }, repeats: true };
  }
  if (from === undefined) {
    if (to !== undefined) throw refuse("to", "found to without from");
    throw refuse(null, "no date is given, and the timetable's times have none");
  }
  if (timetable.repeat !== undefined) throw refuse("repeat", "found repeat without date");
  const last = to ?? from;
  if (last < from) throw refuse("to", `found ${last}, before from ${from}`, "exchange them");
  const dates: string[] = [];
  const end = addDays(last, leadInDays);
  for (let day = addDays(from, -leadInDays); day <= end; day = addDays(day, 1)) {
    dates.push(day);
    if (dates.length <= MOST_DATES) continue;
    throw refuse("to", `found more than ${MOST_DATES} days after from`, "run fewer at once");
  }
  return { dates, reported: leadInDays === 0 ? null : { from, to: last }, repeats: false };
}

import { addDays, type ServiceDay, type Timetable } from "../operations/index.ts";
import { closestWord } from "./closestWord.ts";
import type { Path, SourceDocument } from "./readDocument.ts";
import { type Flaw, InputProblem } from "./inputProblem.ts";
import type { ScenarioFile } from "./schema/index.ts";
import type { ServiceCalendarFile } from "./schema/serviceCalendar.ts";

type WeekCalendar = Exclude<ServiceCalendarFile, string>;

/** Instead of a code: no service. */
const NONE = "none";
const AT = ["timetable", "calendar"];
const WEEK = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** More than this of a kind are not named one by one. */
const MOST_NAMED = 4;

/** Which rows run on which day, and what people should know of it. */
export interface ResolvedCalendar {
  /** Days without service are none of them. */
  readonly days: readonly ServiceDay[];
  readonly warnings: readonly string[];
}

/**
 * Gives every date the code of its rows; without a calendar all rows run every day.
 * @throws InputProblem for a day without a code, and for a code that no row has
 */
export function resolveCalendar(
  { timetable }: ScenarioFile,
  source: SourceDocument,
  path: string,
  { rows }: Timetable,
  dates: readonly string[],
): ResolvedCalendar {
  const { calendar, depot, serviceDay } = timetable;
  if (calendar === undefined) {
    return { days: dates.map((date) => ({ date, code: null })), warnings: [] };
  }
  if (serviceDay !== undefined) {
    throw new InputProblem({
      place: source.placeOf(["timetable", "serviceDay"]),
      message: "found serviceDay and calendar",
      mend: "the calendar says which code runs when: leave timetable.serviceDay out",
    });
  }
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.serviceDay, (counts.get(row.serviceDay) ?? 0) + 1);
  checkCodes(
    calendar,
    `row of ${path}${depot === undefined ? "" : ` for depot ${depot}`}`,
    source,
    counts,
  );
  const days =
    typeof calendar === "string"
      ? dates.map((date) => ({ date, code: calendar }))
      : daysOf(calendar, dates, source);
  const served = days.filter(({ code }) => code !== NONE);
  if (served.length === 0) {
    throw new InputProblem({
      place: source.placeOf(AT),
      message: `none of the ${dates.length} days has service`,
      mend: "give at least one of them a code",
    });
  }
  return {
    days: served,
    warnings: [
      ...unusedWarnings(path, counts, new Set(served.map(({ code }) => code))),
      ...(typeof calendar === "string" ? [] : outsideWarnings(calendar, dates)),
    ],
  };
}

/**
 * The service-day codes that a scenario reports, and the setting that would make it run another; null: it does
 * not go by codes.
 */
export function reportedCodes({
  timetable,
}: ScenarioFile): { readonly path: string; readonly codes: readonly string[] } | null {
  const { serviceDay, calendar, from, to = from } = timetable;
  if (serviceDay !== undefined) return { path: "timetable.serviceDay", codes: [serviceDay] };
  if (calendar === undefined) return null;
  const path = "timetable.calendar";
  if (typeof calendar === "string") return { path, codes: [calendar] };
  const codes = new Set<string>();
  for (let day = from ?? ""; day !== "" && day <= to!; day = addDays(day, 1)) {
    codes.add(codeOf(day, calendar) ?? NONE);
  }
  codes.delete(NONE);
  return { path, codes: [...codes] };
}

/** The code of every date. @throws InputProblem for dates that have none */
function daysOf(
  calendar: WeekCalendar,
  dates: readonly string[],
  source: SourceDocument,
): { date: string; code: string }[] {
  const open: string[] = [];
  const days = dates.map((date) => {
    const code = codeOf(date, calendar);
    if (code === undefined) open.push(date);
    return { date, code: code ?? NONE };
  });
  if (open.length === 0) return days;
  const kindOf = (date: string): string =>
    calendar.holidays.includes(date) ? "holiday" : weekdayOf(date);
  const first = kindOf(open[0]!);
  throw new InputProblem({
    place: source.placeOf(AT),
    message: `no code for ${shortList(open.map((date) => `${date} (${kindOf(date)})`))}`,
    mend: `add ${first}: and its code, or ${first}: none for no service`,
  });
}

/** What holds of a date, the most exact first; undefined: nothing does. */
function codeOf(date: string, calendar: WeekCalendar): string | null | undefined {
  const { dates, holidays, holiday, sunday, weekdays } = calendar;
  if (Object.hasOwn(dates, date)) return dates[date];
  if (holidays.includes(date)) return holiday === undefined ? sunday : holiday;
  const day = weekdayOf(date);
  const group = day === "saturday" || day === "sunday" ? undefined : weekdays;
  return calendar[day] === undefined ? group : calendar[day];
}

function weekdayOf(date: string): (typeof WEEK)[number] {
  return WEEK[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;
}

/** A code that no row has is a slip of the pen. */
function checkCodes(
  calendar: ServiceCalendarFile,
  rowOfFile: string,
  source: SourceDocument,
  counts: ReadonlyMap<string, number>,
): void {
  const known = [...counts.keys()].toSorted();
  const otherwise =
    known.length === 1
      ? `its only one is ${shown(known[0]!)}; calendar: ${known[0]} runs it every day`
      : `there are ${shortList(known.map(shown))}; a day without service is none`;
  const flaws: Flaw[] = [];
  const check = (code: unknown, path: Path): void => {
    if (typeof code !== "string" || code === NONE || counts.has(code)) return;
    const meant = closestWord(code, known);
    flaws.push({
      place: source.placeOf([...AT, ...path]),
      message: `found "${code}", but no ${rowOfFile} has that service_day`,
      mend: meant === undefined ? otherwise : `did you mean ${meant}?`,
    });
  };
  if (typeof calendar === "string") check(calendar, []);
  else {
    for (const day of ["weekdays", ...WEEK, "holiday"] as const) check(calendar[day], [day]);
    const { dates } = calendar;
    for (const [date, code] of Object.entries(dates)) check(code, ["dates", date]);
  }
  if (flaws.length > 0) throw new InputProblem(...flaws.slice(0, 10));
}

function unusedWarnings(
  file: string,
  counts: ReadonlyMap<string, number>,
  used: ReadonlySet<string>,
): string[] {
  const unused = new Map([...counts].filter(([code]) => !used.has(code)));
  if (unused.size === 0) return [];
  return [`rows of ${file} run on no day, as timetable.calendar has it: ${countedList(unused)}`];
}

function outsideWarnings({ dates, holidays }: WeekCalendar, run: readonly string[]): string[] {
  const outside = [...Object.keys(dates), ...holidays]
    .filter((date) => date < run[0]! || date > run.at(-1)!)
    .toSorted();
  if (outside.length === 0) return [];
  return [
    `dates of timetable.calendar are outside ${run[0]} to ${run.at(-1)}, the days that are run: ` +
      shortList(outside),
  ];
}

/** `SUNDAY (91 rows), XMAS (1 row)`. */
function countedList(counts: ReadonlyMap<string, number>): string {
  const codes = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return shortList(
    codes.map(([code, rows]) => `${shown(code)} (${rows} ${rows === 1 ? "row" : "rows"})`),
  );
}

function shortList(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function shown(code: string): string {
  return code === "" ? "no code" : code;
}

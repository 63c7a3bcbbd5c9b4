import { isDate } from "../isDate.ts";
import type { TimetableSurvey } from "../timetable/surveyTimetable.ts";
import { wrapped } from "./wrapped.ts";
import { yamlText } from "../yamlText.ts";

/** A day like any other, for times without dates, and the week around it. */
const TUESDAY = "2026-03-03";
const MONDAY = "2026-03-02";
const SUNDAY = "2026-03-08";

/** What names of Mondays to Fridays have in them. */
const WEEKDAYS = /wk|week|werk|mon|^mo/i;

/** Of service days that never run so many are named. */
const MOST_NAMED = 12;

/** Service-day codes, each with the number of its rows. */
type Codes = ReadonlyMap<string, number>;

/** The section of a new scenario that says which rows run when. @param file as the scenario names it */
export function newTimetable(file: string, survey: TimetableSurvey, depot: string): string {
  const codes = survey.depots.get(depot)!.serviceDays;
  const days = survey.dates !== null ? datesOf(survey.dates) : daysOf(survey.kind, codes);
  return [
    "timetable:",
    `  file: ${yamlText(file)}`,
    ...(survey.depots.size > 1 ? [`  depot: ${yamlText(depot)}`] : []),
    ...days.map((line) => `  ${line}`),
  ].join("\n");
}

function datesOf([first, last]: readonly [string, string]): string[] {
  return [`# It has the dates ${first} to ${last}; from and to cut a range out.`];
}

function daysOf(kind: TimetableSurvey["kind"], codes: Codes): string[] {
  if (codes.size < 2) return dayOf([...codes.keys()][0]);
  return kind === "blocks" ? weekOf(codes) : oneOf(codes);
}

/** One day, repeated. @param code of its rows */
function dayOf(code = ""): string[] {
  const date = /\d{4}-\d\d-\d\d/.exec(code)?.[0];
  return [
    `date: ${date !== undefined && isDate(date) ? date : TUESDAY} # any day like the timetable's`,
    "repeat: 3 # three such days in a row; the middle one is reported",
  ];
}

/** Of several kinds one: a night's stay is of two days, so that stays make no week. */
function oneOf(codes: Codes): string[] {
  const code = named(codes, WEEKDAYS) ?? [...codes.keys()][0]!;
  const others = [...codes.keys()].filter((other) => other !== code);
  return [`serviceDay: ${yamlText(code)}`, ...listText("others", others, "  # "), ...dayOf(code)];
}

/** Several kinds: a week, as far as their names tell. */
function weekOf(codes: Codes): string[] {
  const saturday = named(codes, /sat|sam|^sa$/i);
  const sunday = named(codes, /sun|son|^so$/i);
  const others = new Map([...codes].filter(([code]) => code !== saturday && code !== sunday));
  const weekdays = named(others, WEEKDAYS) ?? named(others, /(?:)/) ?? "none";
  const never = [...others.keys()].filter((code) => code !== weekdays);
  const unnamed = " # no name says so";
  return [
    `from: ${MONDAY} # a Monday`,
    `to: ${SUNDAY}`,
    "leadInDays: 7 # a week like this before it: the first night has the buses of a Sunday",
    "calendar:",
    `  weekdays: ${yamlText(weekdays)}`,
    `  saturday: ${yamlText(saturday ?? weekdays)}${saturday === undefined ? unnamed : ""}`,
    `  sunday: ${yamlText(sunday ?? weekdays)}${sunday === undefined ? unnamed : ""}`,
    ...listText("not in this week", never, "    # ").map((line) => `  ${line}`),
  ];
}

/** Of the codes that a pattern fits the one with the most rows. */
function named(codes: Codes, pattern: RegExp): string | undefined {
  const fitting = [...codes].filter(([code]) => pattern.test(code));
  return fitting.toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** A comment, if there is anything to say. @param prefix of its lines but the first */
function listText(what: string, codes: readonly string[], prefix: string): string[] {
  if (codes.length === 0) return [];
  const more = codes.length > MOST_NAMED ? " …" : "";
  const text = `${what}: ${codes.slice(0, MOST_NAMED).join(", ")}${more}`;
  return [`# ${wrapped(text, prefix)}`];
}

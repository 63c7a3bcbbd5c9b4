import { addDays } from "../../operations/index.ts";
import { InputProblem, type Preset } from "../../scenario/index.ts";
import type { Warnings } from "../warnings.ts";
import type { Feed } from "./feed.ts";
import { feedDate } from "./feedDate.ts";

const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

const calendar: Preset<"service" | "start" | "end" | (typeof weekdays)[number]> = {
  what: "calendar.txt",
  columns: {
    service: ["service_id"],
    start: ["start_date"],
    end: ["end_date"],
    monday: ["monday"],
    tuesday: ["tuesday"],
    wednesday: ["wednesday"],
    thursday: ["thursday"],
    friday: ["friday"],
    saturday: ["saturday"],
    sunday: ["sunday"],
  },
  required: ["service", "start", "end", ...weekdays],
};

const calendarDates: Preset<"service" | "date" | "exception"> = {
  what: "calendar_dates.txt",
  columns: { service: ["service_id"], date: ["date"], exception: ["exception_type"] },
  required: ["service", "date", "exception"],
};

/** Longer than this no feed is looked at: some end in 2099 [days]. */
const MOST_DAYS = 731;

/** The dates that people want, both included; null: as far as the feed goes. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * On which dates of a period which services run, by date, in order; dates without any are left out.
 * @throws InputProblem when there is no calendar, or nothing runs in the period
 */
export async function activeServices(
  feed: Feed,
  period: Period,
  warnings: Warnings,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rules = await calendarRules(feed);
  const exceptions = await calendarExceptions(feed);
  const named = [
    ...rules.flatMap(({ start, end }) => [start, end]),
    ...exceptions.keys(),
  ].toSorted();
  const [first, last] = [named[0], named.at(-1)];
  if (first === undefined || last === undefined) throw noCalendar(feed);
  const from = period.from ?? first;
  const asked = period.to ?? (period.from === null ? last : period.from);
  const longest = addDays(from, MOST_DAYS - 1);
  const to = asked > longest ? longest : asked;
  if (to !== asked) warnings.add(`dates after ${to} are left out: ${MOST_DAYS} days at most`);
  if (from < first || asked > last) {
    warnings.add(`the feed's own dates are ${first} to ${last}: nothing runs beyond them`);
  }
  const active = new Map<string, Set<string>>();
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const services = servicesOn(date, rules, exceptions.get(date) ?? []);
    if (services.size > 0) active.set(date, services);
  }
  if (active.size > 0) return active;
  throw new InputProblem({
    place: { file: feed.path("calendar.txt") },
    message: `no service runs from ${from} to ${to}`,
    mend: `the feed's own dates are ${first} to ${last}`,
  });
}

/** A service, the dates of its first and last week, and whether it runs on Monday, Tuesday …. */
interface Rule {
  readonly service: string;
  readonly start: string;
  readonly end: string;
  readonly days: readonly boolean[];
}

async function calendarRules(feed: Feed): Promise<Rule[]> {
  const rules: Rule[] = [];
  for await (const { row, at } of feed.rowsIfAny(calendar)) {
    rules.push({
      service: row.name(at.service),
      start: feedDate(row, at.start),
      end: feedDate(row, at.end),
      days: weekdays.map((day) => row.amount(at[day], "0 or 1", 1) === 1),
    });
  }
  return rules;
}

/** A service that runs on a date as an exception, or does not. */
interface DateException {
  readonly service: string;
  readonly runs: boolean;
}

/** By date. */
async function calendarExceptions(feed: Feed): Promise<ReadonlyMap<string, DateException[]>> {
  const exceptions = new Map<string, DateException[]>();
  for await (const { row, at } of feed.rowsIfAny(calendarDates)) {
    const type = row.text(at.exception);
    if (type !== "1" && type !== "2") {
      throw row.flaw(at.exception, `found "${type}", expected 1 for added or 2 for removed`);
    }
    const date = feedDate(row, at.date);
    const exception = { service: row.name(at.service), runs: type === "1" };
    const list = exceptions.get(date);
    if (list === undefined) exceptions.set(date, [exception]);
    else list.push(exception);
  }
  return exceptions;
}

function servicesOn(
  date: string,
  rules: readonly Rule[],
  exceptions: readonly DateException[],
): Set<string> {
  // The calendar's week begins on Monday, that of Date on Sunday.
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const services = new Set(
    rules
      .filter(({ start, end, days }) => start <= date && date <= end && days[weekday])
      .map(({ service }) => service),
  );
  for (const exception of exceptions) {
    if (exception.runs) services.add(exception.service);
    else services.delete(exception.service);
  }
  return services;
}

function noCalendar(feed: Feed): InputProblem {
  return new InputProblem({
    place: { file: feed.path("calendar.txt") },
    message: "neither calendar.txt nor calendar_dates.txt names a date",
    mend: "a feed needs one of them to say when its trips run",
  });
}

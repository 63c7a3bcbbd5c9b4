import type { Summary } from "../kpi/index.ts";
import { kw, kwh } from "./kw.ts";
import { row } from "./row.ts";
import { weekday } from "./weekday.ts";

/** Runs longer than this get a table [h]. */
const LONG_H = 48;
/** So many days are listed; of more, months, or where these are few, the days with the highest peaks. */
const MOST_DAYS = 14;
const FEW_MONTHS = 3;
const HIGHEST = 5;

/** A line of the table before it is set in columns. */
interface Line {
  readonly name: string;
  readonly peak: string;
  readonly when: string;
  readonly energy: string;
}

/** Peaks by service day or month, where there are enough of them to differ. */
export function peakTable({ from, to, site: { days, months } }: Summary): string[] {
  const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
  if (hours <= LONG_H || days.length === 0) return [];
  if (days.length <= MOST_DAYS) return table("days", days.map(dayLine));
  if (months.length >= FEW_MONTHS) return table("months", months.map(monthLine));
  const highestFirst = days.toSorted((a, b) => b.peak15Kw - a.peak15Kw);
  const highest = new Set(highestFirst.slice(0, HIGHEST));
  return [
    ...table("days", days.filter((day) => highest.has(day)).map(dayLine)),
    ...row(
      "",
      `and ${days.length - HIGHEST} more days, none above ${kw(highestFirst[HIGHEST]!.peak15Kw)}`,
    ),
  ];
}

function dayLine({ serviceDay, peak15At, ...day }: Summary["site"]["days"][number]): Line {
  const [date = "", time = ""] = peak15At?.split("T") ?? [];
  // After midnight a service day goes on.
  const next = date === serviceDay ? "" : " +1";
  return {
    name: `${weekday(serviceDay)} ${serviceDay}`,
    peak: kw(day.peak15Kw),
    when: peak15At === null ? "" : `at ${time.slice(0, 5)}${next}`,
    energy: kwh(day.gridKwh),
  };
}

function monthLine({ month, peak15At, ...all }: Summary["site"]["months"][number]): Line {
  const [date = "", time = ""] = peak15At?.split("T") ?? [];
  return {
    name: month,
    peak: kw(all.peak15Kw),
    when: peak15At === null ? "" : `on ${weekday(date)} ${date.slice(8)} at ${time.slice(0, 5)}`,
    energy: kwh(all.gridKwh),
  };
}

function table(label: string, lines: readonly Line[]): string[] {
  const widthOf = (key: keyof Line): number =>
    lines.reduce((most, line) => Math.max(most, line[key].length), 0);
  return lines.flatMap(({ name, peak, when, energy }, i) =>
    row(
      i === 0 ? label : "",
      `${name}  ${peak.padStart(widthOf("peak"))} ${when.padEnd(widthOf("when"))}  ` +
        energy.padStart(widthOf("energy")),
    ),
  );
}

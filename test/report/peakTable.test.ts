import { describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import { peakTable } from "../../src/report/peakTable.ts";
import { smallRun, summaryOf } from "../support/smallRun.ts";

const usual = summaryOf(smallRun());
const dateOf = (day: number): string =>
  new Date(Date.UTC(2026, 2, 1) + day * 86_400_000).toISOString().slice(0, 10);

/** A run of so many days whose peaks rise, all at 19:30. */
function tableOf(days: number, months = 1): string[] {
  const peaks = Array.from({ length: days }, (_, i) => ({
    serviceDay: dateOf(i),
    peak15Kw: 95 + i,
    peak15At: `${dateOf(i)}T19:30:00+01:00`,
    gridKwh: 1000 * i,
  }));
  const byMonth = Array.from({ length: months }, (_, i) => ({
    month: `2026-${String(i + 3).padStart(2, "0")}`,
    peak15Kw: 900 + 50 * i,
    peak15At: `2026-${String(i + 3).padStart(2, "0")}-06T02:00:00+01:00`,
    gridKwh: 1e5,
  }));
  const summary: Summary = {
    ...usual,
    from: `${dateOf(0)}T00:00:00+01:00`,
    to: `${dateOf(days)}T00:00:00+01:00`,
    site: { ...usual.site, days: peaks, months: byMonth },
  };
  return peakTable(summary);
}

describe("the table of peaks", () => {
  it("is there for more than two days, in columns", () => {
    expect(tableOf(2)).toEqual([]);
    expect(tableOf(3)).toEqual([
      "days       Sun 2026-03-01  95.0 kW at 19:30      0.0 kWh",
      "           Mon 2026-03-02  96.0 kW at 19:30  1,000.0 kWh",
      "           Tue 2026-03-03  97.0 kW at 19:30  2,000.0 kWh",
    ]);
  });

  it("marks what is after midnight, and a day without a whole quarter-hour", () => {
    const [day] = usual.site.days;
    const late = { ...day!, serviceDay: "2026-03-03", peak15At: "2026-03-04T01:15:00+01:00" };
    const days = [late, { ...late, serviceDay: "2026-03-04", peak15Kw: 0, peak15At: null }];
    const to = "2026-03-09T00:00:00+01:00";
    const [first, second] = peakTable({ ...usual, to, site: { ...usual.site, days } });
    expect(first).toMatch(/^days +Tue 2026-03-03 +\d+ kW at 01:15 \+1 /);
    expect(second).toMatch(/^ +Wed 2026-03-04 +0.0 kW +[\d.]+ kWh$/);
  });

  it("lists the highest days in order where there are too many, and what the rest is below", () => {
    const lines = tableOf(20);
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^days +Mon 2026-03-16 +110 kW/);
    expect(lines[4]).toMatch(/^ +Fri 2026-03-20 +114 kW/);
    expect(lines[5]!.trim()).toBe("and 15 more days, none above 109 kW");
  });

  it("lists months where there are some", () => {
    expect(tableOf(90, 3)).toEqual([
      "months     2026-03    900 kW on Fri 06 at 02:00  100.0 MWh",
      "           2026-04    950 kW on Mon 06 at 02:00  100.0 MWh",
      "           2026-05  1,000 kW on Wed 06 at 02:00  100.0 MWh",
    ]);
  });
});

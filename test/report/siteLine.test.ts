import { describe, expect, it } from "vitest";
import { StepSeries } from "../../src/physics/index.ts";
import { siteLine } from "../../src/report/siteLine.ts";
import { measuredNode, measuredRun } from "../support/measuredRun.ts";
import { DAY_MS } from "../support/smallDepot.ts";
import { calendar } from "../support/smallRun.ts";

const QUARTER_MS = 900_000;

interface Shown {
  readonly bars: string;
  readonly axis: string;
  readonly says: string;
}

/** A line of so many quarter-hours from midnight in Berlin, from `fromMs` on. */
function shown(
  meansKw: readonly number[],
  fromMs: number,
  limits: { readonly contractKw?: StepSeries; readonly maxKw?: StepSeries } = {},
): Shown {
  const run = measuredRun([measuredNode(meansKw, limits)], {
    window: { fromMs, toMs: fromMs + meansKw.length * QUARTER_MS },
    untilMs: fromMs + meansKw.length * QUARTER_MS,
    meteredFromMs: fromMs,
  });
  const [bars = "", axis = "", ...rest] = siteLine(run, calendar);
  return {
    bars: bars.slice(11),
    axis: axis.slice(11),
    says: rest.map((line) => line.trim()).join(" "),
  };
}

const midnight = DAY_MS - 3_600_000;
const constant = (kw: number): StepSeries => StepSeries.constant(kw);
/** As many days, each with 80 kW but for its last half hour. */
const days = (count: number, lastKw = 40): number[] =>
  Array.from({ length: count * 96 }, (_, i) => (i % 96 >= 94 ? lastKw : 80));

describe("the site in one line", () => {
  it("of a day has columns of half an hour and times of day where they are", () => {
    const { bars, axis, says } = shown(days(1), midnight, { contractKw: constant(80) });
    expect(bars).toBe("█".repeat(47) + "▄");
    expect([0, 12, 24, 36].map((at) => axis.slice(at, at + 5))).toEqual([
      "00:00",
      "06:00",
      "12:00",
      "18:00",
    ]);
    expect(says).toBe("█ is 80.0 kW, the contract; each column the highest of 30 min");
  });

  it("of a week has its days below the columns in which they begin", () => {
    const { bars, axis, says } = shown(days(7), midnight);
    expect(bars).toBe("█".repeat(56));
    const labels = ["Tue 3", "Wed 4", "Thu 5", "Fri 6", "Sat 7", "Sun 8", "Mon 9"];
    expect(labels.map((label) => axis.indexOf(label))).toEqual(labels.map((_, i) => i * 8));
    expect(says).toBe("█ is 80.0 kW; each column the highest of 3 h");
  });

  it("shows each column's highest quarter-hour, whenever in it that is", () => {
    const meansKw = days(7, 40).map((kw, i) => (i === 13 ? 160 : kw));
    expect(shown(meansKw, midnight).bars).toBe(`▄█${"▄".repeat(54)}`);
  });

  it("of a year has months, and fits", () => {
    const { bars, axis, says } = shown(days(365), midnight);
    expect(bars).toHaveLength(53);
    expect(axis).toMatch(/^2026-03 +2026-0/);
    expect(axis.length).toBeLessThanOrEqual(69);
    expect(says).toMatch(/each column the highest of 7 days$/);
    expect(shown(days(3 * 365), midnight).bars.length).toBeLessThanOrEqual(69);
  });

  it("names a limit that it is not drawn up to, the lower of two, at its lowest in the window", () => {
    const day = days(1);
    const limits = { contractKw: constant(60), maxKw: constant(50) };
    expect(shown(day, midnight, limits).says).toMatch(/^█ is 80.0 kW, the maximum 50.0 kW;/);
    const far = { maxKw: constant(500) };
    expect(shown(day, midnight, far).says).toMatch(/^█ is 80.0 kW, the maximum 500 kW;/);
    const steps = new StepSeries(
      [0, midnight + 10 * QUARTER_MS, midnight + 200 * QUARTER_MS],
      [200, 90, 5],
    );
    expect(shown(day, midnight, { contractKw: steps }).says).toMatch(
      /^█ is 90.0 kW, the contract;/,
    );
  });

  it("puts days where they begin on a night of 25 hours", () => {
    // Clocks are put back on 25 October 2026; the window begins at midnight before.
    const fromMs = Date.UTC(2026, 9, 23, 22);
    const meansKw = Array<number>(4 * (24 + 25 + 24)).fill(1);
    const { axis } = shown(meansKw, fromMs);
    // Columns of 90 min: the third day begins 49 h after the first.
    expect(["Sat 24", "Sun 25", "Mon 26"].map((label) => axis.indexOf(label))).toEqual([0, 16, 33]);
  });

  it("is not there for a run without a whole quarter-hour", () => {
    expect(siteLine(measuredRun([measuredNode([])]), calendar)).toEqual([]);
  });
});

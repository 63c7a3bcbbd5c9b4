import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { days } from "../../src/kpi/days.ts";
import { energy } from "../../src/kpi/energy.ts";
import { months } from "../../src/kpi/months.ts";
import { peak15 } from "../../src/kpi/peak15.ts";
import { StepSeries } from "../../src/physics/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { measuredNode, measuredRun } from "../support/measuredRun.ts";
import { randomDepots } from "../support/randomDepot.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";
import { calendar } from "../support/smallRun.ts";

const QUARTERS_PER_DAY = 96;

/** Two days of quarter-hours from 00:00 UTC, 01:00 in Berlin, all at one power but for some. */
function twoDays(others: Readonly<Record<number, number>>) {
  const meansKw = Array.from({ length: 2 * QUARTERS_PER_DAY }, (_, i) => others[i] ?? 10);
  return measuredRun([measuredNode(meansKw, { baseLoadKw: StepSeries.constant(2) })]);
}

describe("peaks by day and month", () => {
  it("are told apart where the service day begins, at four in the morning", () => {
    // 02:45 UTC is 03:45 in Berlin, still the day before; 03:00 UTC is not.
    const found = days(twoDays({ 11: 50, 12: 40, 100: 60, 107: 70, 108: 30 }), calendar);
    expect(
      found.map(({ serviceDay, peak15Kw, peak15At }) => [serviceDay, peak15Kw, peak15At]),
    ).toEqual([
      ["2026-03-02", 52, "2026-03-03T03:45:00+01:00"],
      ["2026-03-03", 72, "2026-03-04T03:45:00+01:00"],
      ["2026-03-04", 32, "2026-03-04T04:00:00+01:00"],
    ]);
    expect(found.map(({ gridKwh }) => gridKwh)).toEqual([
      3 * 12 + 40 / 4,
      24 * 12 + (30 + 50 + 60) / 4,
      21 * 12 + 20 / 4,
    ]);
  });

  it("count a month by the depot's calendar, not by service days", () => {
    // The last of March, 22:00 UTC, is the first of April in Berlin.
    const fromMs = Date.UTC(2026, 2, 31, 21);
    const window = { fromMs, toMs: fromMs + 2 * HOUR_MS };
    const meansKw = [1, 2, 9, 3, 4, 8, 5, 6];
    const run = measuredRun([measuredNode(meansKw)], {
      window,
      meteredFromMs: fromMs,
      untilMs: window.toMs,
    });
    expect(months(run, calendar)).toEqual([
      { month: "2026-03", peak15Kw: 9, peak15At: "2026-03-31T23:30:00+02:00", gridKwh: 15 / 4 },
      { month: "2026-04", peak15Kw: 8, peak15At: "2026-04-01T00:15:00+02:00", gridKwh: 23 / 4 },
    ]);
  });

  it("add up to the energy of any run, and the highest is its peak, also of one cut short", () => {
    const stops = fc.option(fc.integer({ min: 0, max: 48 * 3600 }), { nil: 48 * 3600 });
    fc.assert(
      fc.property(randomDepots(), stops, (scenario, seconds) => {
        const simulation = new Simulation(scenario);
        const untilMs = DAY_MS + seconds * 1000;
        while (simulation.nextAtMs <= Math.min(untilMs, scenario.run.toMs)) simulation.step();
        const run = simulation.finish();
        for (const parts of [days(run, calendar), months(run, calendar)]) {
          const sum = parts.reduce((kwh, part) => kwh + part.gridKwh, 0);
          expect(sum).toBeCloseTo(energy(run).gridKwh, 6);
          const peaks = parts.map(({ peak15Kw }) => peak15Kw);
          expect(Math.max(0, ...peaks)).toBeCloseTo(peak15(run)?.meanKw ?? 0, 5);
        }
      }),
      { numRuns: 30 },
    );
  });
});

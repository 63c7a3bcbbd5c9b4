import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { peak15, quarterHours } from "../../src/kpi/index.ts";
import { StepSeries } from "../../src/physics/index.ts";
import { measuredNode, measuredRun } from "../support/measuredRun.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";

const QUARTER_MS = HOUR_MS / 4;

function peakOf(meansKw: readonly number[]): { quarter: number; kw: number } {
  const peak = peak15(measuredRun([measuredNode(meansKw)]))!;
  return { quarter: (peak.atMs - DAY_MS) / QUARTER_MS, kw: peak.meanKw };
}

describe("peak15", () => {
  it("is the highest quarter-hour, whichever it is", () => {
    const means = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(means, (meansKw) => {
        const { quarter, kw } = peakOf(meansKw);
        expect(kw).toBeCloseTo(Math.max(...meansKw), 9);
        expect(quarter).toBe(meansKw.indexOf(Math.max(...meansKw)));
      }),
    );
  });

  it("is the earliest of those that differ by rounding alone", () => {
    expect(peakOf([10, 70, 70 + 9e-7, 70 - 9e-7, 20]).quarter).toBe(1);
    expect(peakOf([10, 70, 70 + 2e-6, 20]).quarter).toBe(2);
  });

  it("is below the highest by no more than rounding, however slowly power creeps up", () => {
    const creeping = Array.from({ length: 10 }, (_, i) => 70 + i * 6e-7);
    expect(peakOf(creeping).kw).toBeGreaterThanOrEqual(creeping[9]! - 1e-6);
  });

  it("has base load in it, as a mean where it steps within the quarter-hour", () => {
    const baseLoadKw = new StepSeries([0, DAY_MS + QUARTER_MS + 60_000], [30, 45]);
    const run = measuredRun([measuredNode([10, 10, 0], { baseLoadKw })]);
    expect(quarterHours(run, run.nodes[0]!).map(({ meanKw }) => meanKw)).toEqual([40, 54, 45]);
    expect(peak15(run)).toMatchObject({ atMs: DAY_MS + QUARTER_MS, meanKw: 54, baseLoadKw: 44 });
  });

  it("looks at the window alone, and at whole quarter-hours of a run cut short", () => {
    const means = [90, 20, 40, 30, 80];
    const window = { fromMs: DAY_MS + QUARTER_MS, toMs: DAY_MS + 4 * QUARTER_MS };
    expect(peak15(measuredRun([measuredNode(means)], { window }))!.meanKw).toBe(40);
    const untilMs = DAY_MS + 3 * QUARTER_MS - 1;
    expect(peak15(measuredRun([measuredNode(means)], { window, untilMs }))!.meanKw).toBe(20);
    const atOnce = DAY_MS + QUARTER_MS + 5;
    expect(peak15(measuredRun([measuredNode(means)], { window, untilMs: atOnce }))).toBeNull();
  });

  it("is the connection's, whatever nodes there are below it", () => {
    const run = measuredRun([measuredNode([10, 20]), measuredNode([99, 0], { id: "hall" })]);
    expect(peak15(run)!.meanKw).toBe(20);
  });
});

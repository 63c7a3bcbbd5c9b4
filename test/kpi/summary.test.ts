import { describe, expect, it } from "vitest";
import { noPeakBounds, summarise } from "../../src/kpi/index.ts";
import { measuredNode, measuredRun } from "../support/measuredRun.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";

const calendar = {
  iso: (atMs: number) => `after ${(atMs - DAY_MS) / HOUR_MS} h`,
  date: (atMs: number) => new Date(atMs).toISOString().slice(0, 10),
  serviceDay: (atMs: number) => `day of ${(atMs - DAY_MS) / HOUR_MS} h`,
};
const facts = {
  name: "n",
  strategy: "immediate",
  target: "full",
  seed: 3,
  plugAndCharge: measuredRun([measuredNode([1 / 3])]),
  smallestPeaks: noPeakBounds("nobody asked"),
  digest: "d",
};

describe("summary", () => {
  it("says when, in the words of the calendar, and rounds to a millionth", () => {
    const node = measuredNode([10, 200 / 3, 20, 5], { highestKw: 1000 / 7 });
    const summary = summarise(measuredRun([node]), calendar, facts);
    expect(summary).toMatchObject({
      from: "after 0 h",
      to: "after 1 h",
      complete: true,
      site: {
        peak15Kw: 66.666667,
        peak15At: "after 0.25 h",
        peak15ServiceDay: "day of 0.25 h",
        maxKw: 142.857143,
      },
      bounds: { plugAndChargePeak15Kw: 0.333333 },
    });
    expect(summary.energy.gridKwh).toBe(Math.round((305 / 12) * 1e6) / 1e6);
  });

  it("ends where a run was stopped, and has no peak before the first quarter-hour", () => {
    const run = measuredRun([measuredNode([50, 60])], {
      untilMs: DAY_MS + HOUR_MS / 8,
      complete: false,
    });
    const summary = summarise(run, calendar, { ...facts, plugAndCharge: null });
    expect(summary).toMatchObject({
      to: "after 0.125 h",
      complete: false,
      site: { peak15Kw: 0, peak15At: null, peak15ServiceDay: null },
      bounds: { plugAndChargePeak15Kw: null },
    });
  });

  it("is plain JSON", () => {
    const summary = summarise(measuredRun([measuredNode([50, 60])]), calendar, facts);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });
});

import { describe, expect, it } from "vitest";
import { judged, parsedAssertion, type Verdict } from "../../../src/kpi/index.ts";
import { id, type VehicleId } from "../../../src/messages/index.ts";
import { goodStay, measuredNode, measuredRun } from "../../support/measuredRun.ts";
import { DAY_MS, HOUR_MS } from "../../support/smallDepot.ts";
import { summaryOf } from "../../support/smallRun.ts";

const socs = [0.1, 0.2, 0.3, 0.4, 1, 0.5];
const run = measuredRun([measuredNode([10, 60, 20, 5, 5])], {
  stays: [
    ...socs.map((socAtDeparture, i) =>
      goodStay({
        vehicleId: id<VehicleId>(i < 4 ? "a" : "b"),
        socAtDeparture,
        targetSoc: 0.5,
        departedAtMs: DAY_MS + HOUR_MS + i * 60_000,
      }),
    ),
    // Leaves when nothing is reported any more.
    goodStay({
      vehicleId: id<VehicleId>("b"),
      socAtDeparture: 0,
      plannedDepartureAtMs: DAY_MS + 9 * HOUR_MS,
    }),
  ],
});

function verdictOn(text: string, isWhole?: boolean): Omit<Verdict, "assertion"> {
  const { assertions } = judged(summaryOf(run), run, [parsedAssertion(text)], isWhole);
  const [{ assertion, ...verdict }] = assertions as [Verdict];
  expect(assertion).toBe(text);
  return verdict;
}

describe("an assertion, judged", () => {
  it.each([
    ["site.peak15Kw <= 60", true, 60, 60],
    ["site.peak15Kw < 60", false, 60, 60],
    ["site.peak15Kw >= 60", true, 60, 60],
    ["site.peak15Kw > 60", false, 60, 60],
    ["site.peak15Kw == 60", true, 60, 60],
    ["site.peak15Kw != 60", false, 60, 60],
    ["departures.short == 4", true, 4, 4],
    ["departures.total >= departures.late", true, 6, 5],
    ["3 < departures.short", true, 3, 4],
  ])("holds or not, with both sides: %s", (text, holds, found, against) => {
    expect(verdictOn(text)).toEqual({ holds, found, against });
  });

  // 0.1 0.2 0.3 0.4 0.5 1.0, by nearest rank as everywhere in a summary.
  it.each([
    ["min", 0.1],
    ["max", 1],
    ["mean", 2.5 / 6],
    ["median", 0.3],
    ["p05", 0.1],
    ["p95", 1],
  ])("knows the %s of stays that are reported", (statistic, value) => {
    const { found } = verdictOn(`${statistic}(stays.socAtDeparture) > 2`);
    expect(found).toBeCloseTo(value, 6);
  });

  it("has to hold for every stay of a bus, and shows the first that fails", () => {
    expect(verdictOn('sessions["a"].socAtDeparture <= 0.4')).toMatchObject({ holds: true });
    expect(verdictOn('sessions["a"].socAtDeparture <= 0.25')).toMatchObject({
      holds: false,
      found: 0.3,
    });
    expect(verdictOn('sessions["b"].socAtDeparture >= 0.5')).toMatchObject({
      holds: true,
      found: 1,
    });
    expect(verdictOn('sessions["b"].lateMin < 5')).toMatchObject({ holds: false, found: 5 });
  });

  it("does not hold of what there is not", () => {
    expect(verdictOn("bounds.exactMinPeakKw < 9")).toEqual({
      holds: false,
      found: null,
      against: 9,
    });
    expect(verdictOn("site.peak15At < 9")).toMatchObject({ holds: false, found: null });
    expect(verdictOn('sessions["c"].lateMin < 5')).toMatchObject({ holds: false, found: null });
    expect(verdictOn("1 < bounds.exactMinPeakKw")).toEqual({
      holds: false,
      found: 1,
      against: null,
    });
  });

  it("is not judged where the run was interrupted", () => {
    const none = { holds: null, found: null, against: null };
    expect(verdictOn("site.peak15Kw < 60", false)).toEqual(none);
    const partial = { ...run, complete: false };
    const { assertions } = judged(summaryOf(partial), partial, [parsedAssertion("1 < 2")]);
    expect(assertions).toEqual([{ assertion: "1 < 2", ...none }]);
  });
});

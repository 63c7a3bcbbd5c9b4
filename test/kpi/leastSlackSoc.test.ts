import { describe, expect, it } from "vitest";
import { smallRun, summaryOf } from "../support/smallRun.ts";

describe("the least slack of a departing bus", () => {
  it("is what the shortest one lacked, or the least that one had beyond its target", () => {
    const run = smallRun();
    const [, short] = run.stays.toSorted((a, b) => a.vehicleId.localeCompare(b.vehicleId));
    expect(short!.vehicleId).toBe("B2");
    const lacked = short!.targetSoc - short!.socAtDeparture;
    expect(lacked).toBeGreaterThan(0.1);
    expect(summaryOf(run).departures.leastSlackSoc).toBeCloseTo(-lacked, 6);
    const without = { ...run, stays: run.stays.filter(({ vehicleId }) => vehicleId !== "B2") };
    expect(summaryOf(without).departures.leastSlackSoc).toBeCloseTo(0, 6);
  });

  it("is nothing where nobody left", () => {
    expect(summaryOf({ ...smallRun(), stays: [] }).departures.leastSlackSoc).toBeNull();
  });
});

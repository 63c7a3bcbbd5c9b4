import { describe, expect, it } from "vitest";
import type { StayOutcome, Summary } from "../../src/kpi/index.ts";
import { verdict } from "../../src/report/verdict.ts";
import { id, type VehicleId } from "../../src/messages/index.ts";
import { goodStay, measuredNode, measuredRun } from "../support/measuredRun.ts";
import { summaryOf } from "../support/smallRun.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const shortBus = (bus: string, unmetKwh: number): StayOutcome =>
  goodStay({
    vehicleId: id<VehicleId>(bus),
    unmetKwh,
    socAtDeparture: 1 - unmetKwh / 100,
  });
const lateBus = (bus: string, min: number): StayOutcome =>
  goodStay({ vehicleId: id<VehicleId>(bus), departedAtMs: DAY_MS + HOUR_MS + min * MINUTE_MS });

/** The verdict on stays of which so many could not have been served on any connection. */
function said(
  stays: readonly StayOutcome[],
  judged: Partial<Summary["departures"]> = {},
  complete = true,
): string {
  const run = measuredRun([measuredNode(Array<number>(8).fill(0))], { stays, complete });
  const summary = summaryOf(run);
  return verdict({ ...summary, departures: { ...summary.departures, ...judged } }, run);
}

describe("the verdict", () => {
  it("names who is short, the worst first, and how many would be on any connection", () => {
    const stays = [shortBus("a", 10), shortBus("b", 40), goodStay(), shortBus("c", 20)];
    const names =
      "1 of 4 buses leave ready; 3 short: b (60 % of 100 %), c (80 % of 100 %), a (90 % of 100 %)";
    expect(said(stays)).toBe(names);
    expect(said(stays, { unavoidablyShort: 2 })).toBe(`${names} (2 of them on any connection)`);
    expect(said(stays, { unavoidablyShort: 3 })).toBe(`${names} (all of them on any connection)`);
    expect(said(stays, { unavoidablyShort: 0 })).toBe(
      `${names} (none of them on an unlimited connection)`,
    );
  });

  it("speaks of a single bus as one", () => {
    const stays = [lateBus("a", 9.5)];
    const late = "1 of 1 buses leave ready; 1 late: a (10 min)";
    expect(said(stays, { unavoidablyLate: 1 })).toBe(`${late} (on any connection)`);
    expect(said(stays, { unavoidablyLate: 0 })).toBe(`${late} (not on an unlimited connection)`);
  });

  it("counts the rest after five names", () => {
    const stays = Array.from({ length: 8 }, (_, i) => lateBus(`bus${i}`, 10 + i));
    expect(said(stays)).toMatch(/; 8 late: bus7 \(17 min\), .*bus3 \(13 min\) and 3 more$/);
  });

  it("does not hide who has not left, nor that nobody was to", () => {
    const still = goodStay({ departedAtMs: null });
    expect(said([goodStay(), still])).toBe("1 of 2 buses leave ready; 1 has not left at the end");
    expect(said([])).toBe("no bus was due to leave");
    expect(said([], {}, false)).toBe("INTERRUPTED, so far: no bus was due to leave");
  });
});

import { describe, expect, it } from "vitest";
import { deficits } from "../../src/kpi/deficits.ts";
import { lateness } from "../../src/kpi/lateness.ts";
import { readiness } from "../../src/kpi/readiness.ts";
import { socAtDeparture } from "../../src/kpi/socAtDeparture.ts";
import { id, type VehicleId } from "../../src/messages/index.ts";
import type { StayOutcome } from "../../src/kpi/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { goodStay, measuredNode, measuredRun } from "../support/measuredRun.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, smallDepot } from "../support/smallDepot.ts";

const runOf = (stays: readonly StayOutcome[]) =>
  measuredRun([measuredNode(Array<number>(96).fill(0))], { stays });

const lateBy = (min: number): StayOutcome =>
  goodStay({ departedAtMs: DAY_MS + HOUR_MS + min * MINUTE_MS });

describe("late departures", () => {
  it("are counted above 0, 2 and 5 min, and by their minutes", () => {
    const run = runOf([0, 1 / 60, 2, 2.5, 5, 5.5, 60].map(lateBy));
    expect(readiness(run).late).toBe(6);
    const found = lateness(run);
    expect(found).toMatchObject({ lateOver2Min: 4, lateOver5Min: 2, latestMin: 60 });
    expect(found.lateMin).toBeCloseTo(75 + 1 / 60, 9);
  });

  it("of a bus that waits for a full battery are what charging takes beyond its time", () => {
    const run = new Simulation(
      smallDepot({
        stays: [{ bus: "a", arriveH: 1, departH: 2, usedKwh: 150 }],
        busTypes: {
          bus: {
            usableKwh: 300,
            curve: [
              [0, 100],
              [1, 100],
            ],
          },
        },
        yard: { departure: "wait" },
        run: { fromMs: DAY_MS, toMs: DAY_MS + 6 * HOUR_MS },
      }),
    ).run();
    expect(lateness(run).latestMin).toBeCloseTo(30, 4);
  });

  it("do not hide a bus that has not left at all", () => {
    const never = goodStay({ departedAtMs: null });
    expect(readiness(runOf([never]))).toEqual({ total: 0, late: 0, short: 0, notLeft: 1 });
    const notYet = { ...runOf([never]), untilMs: DAY_MS + HOUR_MS / 2 };
    expect(readiness(notYet).notLeft).toBe(0);
  });
});

describe("soc at departure", () => {
  it("is told by least, 5th percentile and median of those that left", () => {
    const socs = Array.from({ length: 40 }, (_, i) => 0.6 + i / 100);
    const stays = socs.toReversed().map((soc) => goodStay({ socAtDeparture: soc }));
    const gone = goodStay({ socAtDeparture: 0.1, departedAtMs: null });
    expect(socAtDeparture(runOf([...stays, gone]))).toEqual({ min: 0.6, p5: 0.61, median: 0.79 });
    expect(socAtDeparture(runOf([gone]))).toBeNull();
  });
});

describe("deficits", () => {
  it("name the buses and blocks that took more than batteries held, the worst first", () => {
    const lacking = (bus: string, deficitKwh: number, block: string | null): StayOutcome =>
      goodStay({ vehicleId: id<VehicleId>(bus), deficitKwh, blockBefore: block });
    const few = [lacking("a", 3, "7"), lacking("b", 0, "8"), lacking("c", 9, null)];
    expect(deficits(runOf(few))).toEqual({
      blocks: 2,
      worst: [
        { vehicleId: "c", block: null, deficitKwh: 9 },
        { vehicleId: "a", block: "7", deficitKwh: 3 },
      ],
    });
    const many = Array.from({ length: 30 }, (_, i) => lacking(`bus ${i}`, i + 1, null));
    expect(deficits(runOf(many))).toMatchObject({ blocks: 30, worst: { length: 20 } });
  });

  it("are what a block takes beyond a full battery", () => {
    const run = new Simulation(
      smallDepot({ stays: [{ bus: "a", arriveH: 1, departH: 9, usedKwh: 365 }] }),
    ).run();
    expect(deficits(run)).toMatchObject({ blocks: 1, worst: [{ vehicleId: "a", deficitKwh: 15 }] });
  });
});

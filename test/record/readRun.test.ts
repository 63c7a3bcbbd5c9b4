import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLate, isShort, quarterHours } from "../../src/kpi/index.ts";
import { id, type PointId, type VehicleId } from "../../src/messages/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { goodStay } from "../support/measuredRun.ts";
import { randomDepots } from "../support/randomDepot.ts";
import { recordOf } from "../support/recordOf.ts";
import { smallRun } from "../support/smallRun.ts";

const QUARTER_MS = 900_000;

describe("a run read back from its files", () => {
  it("holds every quarter-hour of every node and point, to the last bit", async () => {
    await fc.assert(
      fc.asyncProperty(randomDepots(), async (scenario) => {
        const run = new Simulation(scenario, undefined, undefined, true).run();
        const record = await recordOf(run);
        for (const node of run.nodes) {
          const told = quarterHours(run, node).map((quarter) => ({
            ...quarter,
            contractKw: node.contractKw.at(quarter.atMs),
            maxKw: node.maxKw.at(quarter.atMs),
          }));
          expect(record.nodes.get(node.id)).toEqual(told);
        }
        for (const { id: point, outletKwh } of run.points!) {
          const given = [...outletKwh]
            .map((kwh, i) => ({ atMs: run.meteredFromMs + i * QUARTER_MS, meanKw: kwh * 4 }))
            .filter(({ meanKw }) => meanKw > 0);
          expect(record.points?.get(point) ?? []).toEqual(given);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("holds every stay, times to the second, short and late as they were judged", async () => {
    await fc.assert(
      fc.asyncProperty(randomDepots(), async (scenario) => {
        const run = new Simulation(scenario).run();
        const { stays } = await recordOf(run);
        expect(stays).toHaveLength(run.stays.length);
        for (const [i, stay] of run.stays.entries()) {
          const told = stays[i]!;
          expect(told.vehicleId).toBe(stay.vehicleId);
          expect(told.pointId).toBe(stay.pointId);
          expect(told.short).toBe(stay.departedAtMs !== null && isShort(stay));
          expect(told.late).toBe(stay.departedAtMs !== null && isLate(stay));
          expect(told.departedAtMs === null).toBe(stay.departedAtMs === null);
          expect(Math.abs((told.departedAtMs ?? 0) - (stay.departedAtMs ?? 0))).toBeLessThan(1000);
          expect(Math.abs(told.socAtDeparture - stay.socAtDeparture)).toBeLessThanOrEqual(5.1e-5);
          expect(Math.abs(told.batteryKwh - stay.batteryKwh)).toBeLessThanOrEqual(5.1e-5);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("knows buses and points by whatever name they have", async () => {
    const odd = fc.constantFrom("=1+1", "-7", "@x", 'a"b', "a,b", "line\nbreak", "<script>", "ü;");
    // A ' before what looks like a formula is what the file itself adds.
    const name = fc
      .oneof(odd, fc.string({ minLength: 1, unit: "grapheme" }))
      .filter((text) => !/^'|^\s|\s$|^﻿/.test(text));
    await fc.assert(
      fc.asyncProperty(name, name, async (bus, point) => {
        const stay = goodStay({ vehicleId: id<VehicleId>(bus), pointId: id<PointId>(point) });
        const { stays } = await recordOf({ ...smallRun(), stays: [stay] });
        expect([stays[0]!.vehicleId, stays[0]!.pointId]).toEqual([bus, point]);
      }),
      { numRuns: 100 },
    );
  });

  it("of a run that kept no points has none", async () => {
    expect((await recordOf(smallRun())).points).toBeNull();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { laws } from "../../../src/planning/index.ts";
import { controllerOf } from "../../../src/simulation/index.ts";
import { beliefIn, forecast } from "../../../src/twin/index.ts";
import { MemoryDisk } from "../../support/memoryDisk.ts";
import { crowdedNight, twinOn } from "../../support/smallTwin.ts";

describe.each([
  "immediate",
  "firstComeFirstServed",
  "earliestDeadlineFirst",
  "leastLaxityFirst",
  "equalShare",
] as const)("a forecast of a night under %s in which nothing goes otherwise", (law) => {
  it("is what then happens, whenever it is made", () => {
    const scenario = crowdedNight(laws[law]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.boolean(), (instants, fromJournal) => {
        const disk = new MemoryDisk();
        const twin = twinOn(disk, scenario);
        twin.begin();
        for (let i = 0; i < instants && !twin.isOver; i++) twin.step();
        const before = JSON.stringify(twin.snapshot());
        const belief = fromJournal
          ? beliefIn(controllerOf(scenario), disk)
          : twin.beliefAt(twin.nowMs);
        const ahead = forecast(scenario, belief);
        expect(JSON.stringify(twin.snapshot())).toBe(before);
        while (!twin.isOver) twin.step();
        const { stays } = twin.finish();
        for (const { vehicleId, socAtDeparture, pointId } of ahead.stays) {
          const stay = stays.find((each) => each.vehicleId === vehicleId)!;
          expect(pointId).toBe(stay.pointId);
          expect(Math.abs(socAtDeparture - stay.socAtDeparture)).toBeLessThan(0.002);
        }
      }),
      { numRuns: 15 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id, type VehicleId } from "../../src/messages/index.ts";
import { plugInDelaysMs, type Stay, type VehiclePlan } from "../../src/operations/index.ts";
import { typical } from "../support/chance.ts";
import { MINUTE_MS } from "../support/smallDepot.ts";

/** As in a typical night: half of all within 6 min, 95 % within 20. */
const spec = typical.plugInDelay;

function plan(vehicleId: string, stays: number): VehiclePlan {
  const stay: Stay = {
    line: 0,
    arriveAtMs: 0,
    departAtMs: 1,
    usedKwh: 0,
    nextUsedKwh: null,
    blockBefore: null,
    blockAfter: null,
    pointId: null,
  };
  return {
    vehicleId: id<VehicleId>(vehicleId),
    vehicleType: "bus",
    stays: Array.from({ length: stays }, () => stay),
  };
}

describe("plugInDelaysMs", () => {
  it("is below its median half of the time, and below its 95 % mark 95 % of the time", () => {
    const draws = Array.from({ length: 400 }, (_, i) =>
      plugInDelaysMs(spec, 42, plan(`bus${i}`, 25)),
    ).flat();
    const below = (minutes: number): number =>
      draws.filter((ms) => ms < minutes * MINUTE_MS).length / draws.length;
    // Five standard errors of 10 000 draws.
    expect(Math.abs(below(6) - 0.5)).toBeLessThan(0.025);
    expect(Math.abs(below(20) - 0.95)).toBeLessThan(0.011);
    // Log-normal: as far below the median as above it, counted in ratios.
    expect(Math.abs(below((6 * 6) / 20) - 0.05)).toBeLessThan(0.011);
  });

  it("gives a bus the same delays whoever else comes, and however often it comes after that", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), fc.nat(9), (seed, stays, more) => {
        const alone = plugInDelaysMs(spec, seed, plan("a", stays));
        plugInDelaysMs(spec, seed, plan("b", more));
        const again = plugInDelaysMs(spec, seed, plan("a", stays + more));
        expect(again.slice(0, stays)).toEqual(alone);
      }),
    );
  });

  it("draws anew for every stay, bus and seed", () => {
    const draws = [
      ...plugInDelaysMs(spec, 1, plan("a", 3)),
      ...plugInDelaysMs(spec, 1, plan("b", 3)),
      ...plugInDelaysMs(spec, 2, plan("a", 3)),
    ];
    expect(new Set(draws).size).toBe(draws.length);
  });

  it("is whole milliseconds above 0, and always the same where it is a number", () => {
    const draws = plugInDelaysMs(spec, 7, plan("a", 100));
    expect(draws.every((ms) => Number.isSafeInteger(ms) && ms > 0)).toBe(true);
    expect(plugInDelaysMs(2.5, 7, plan("a", 3))).toEqual([150_000, 150_000, 150_000]);
    expect(plugInDelaysMs(0, 7, plan("a", 2))).toEqual([0, 0]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { energy } from "../../src/kpi/energy.ts";
import { losses } from "../../src/kpi/losses.ts";
import { ConverterLoss } from "../../src/physics/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { randomDepots } from "../support/randomDepot.ts";
import { DAY_MS, HOUR_MS, smallDepot } from "../support/smallDepot.ts";

const flat = {
  bus: {
    usableKwh: 300,
    curve: [
      [0, 100],
      [1, 100],
    ] as const,
  },
};

describe("losses by cause", () => {
  it("of one bus at 100 kW for an hour and a half, of which half an hour is reported", () => {
    const loss = new ConverterLoss({ fixedKw: 2, linear: 0.03, quadratic: 0.02 }, 200);
    const run = new Simulation(
      smallDepot({
        stays: [{ bus: "a", arriveH: 0, departH: 4, usedKwh: 150 }],
        busTypes: flat,
        stations: [{ ratedKw: 200, loss, standbyKw: 0.5 }],
        cabinets: [{ standbyKw: 0.25 }],
        run: { fromMs: DAY_MS, toMs: DAY_MS + 5 * HOUR_MS },
        window: { fromMs: DAY_MS + HOUR_MS, toMs: DAY_MS + 4 * HOUR_MS },
      }),
    ).run();
    const found = losses(run);
    expect(found.fixedKwh).toBeCloseTo(0.5 * 2, 6);
    expect(found.proportionalKwh).toBeCloseTo(0.5 * 3, 6);
    // 100 kW squared, times 0.02, over 200 kW.
    expect(found.squaredKwh).toBeCloseTo(0.5 * 1, 6);
    expect(found.standbyKwh).toBeCloseTo(3 * 0.75, 9);
  });

  it("add up to what is lost in charging in any depot, and none is below 0", () => {
    fc.assert(
      fc.property(randomDepots(), (scenario) => {
        const run = new Simulation(scenario).run();
        const { fixedKwh, proportionalKwh, squaredKwh, standbyKwh } = losses(run);
        const { lossKwh } = energy(run);
        expect(fixedKwh + proportionalKwh + squaredKwh).toBeCloseTo(lossKwh, 6);
        for (const kwh of [fixedKwh, proportionalKwh, squaredKwh, standbyKwh]) {
          expect(kwh).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
      { numRuns: 30 },
    );
  });
});

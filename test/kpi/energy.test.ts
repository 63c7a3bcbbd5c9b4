import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { energy } from "../../src/kpi/energy.ts";
import { ConverterLoss, StepSeries } from "../../src/physics/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { goodStay, measuredNode, measuredRun } from "../support/measuredRun.ts";
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

describe("energy", () => {
  it("of one bus is what it took, what the charger lost and what the house drew", () => {
    const loss = new ConverterLoss({ fixedKw: 2, linear: 0.03, quadratic: 0.02 }, 100);
    const run = new Simulation(
      smallDepot({
        stays: [{ bus: "a", arriveH: 0, departH: 4, usedKwh: 150 }],
        busTypes: flat,
        stations: [{ ratedKw: 100, loss }],
        nodes: [{ id: "site", baseLoadKw: new StepSeries([0, DAY_MS + 2 * HOUR_MS], [10, 30]) }],
        run: { fromMs: DAY_MS, toMs: DAY_MS + 5 * HOUR_MS },
      }),
    ).run();
    const found = energy(run);
    // 1.5 h at 100 kW, of which 2 + 3 + 2 kW are lost on top.
    expect(found.batteryKwh).toBeCloseTo(150, 6);
    expect(found.lossKwh).toBeCloseTo(1.5 * 7, 6);
    expect(found.baseLoadKwh).toBeCloseTo(2 * 10 + 3 * 30, 9);
    expect(found.gridKwh).toBeCloseTo(150 + 10.5 + 110, 6);
    expect([found.unmetKwh, found.deficitKwh].map(Math.round)).toEqual([0, 0]);
  });

  it("balances in any depot: grid is battery, cabins, losses and base load", () => {
    fc.assert(
      fc.property(randomDepots(), (scenario) => {
        const run = new Simulation(scenario).run();
        const { gridKwh, batteryKwh, preconditioningKwh, lossKwh, baseLoadKwh } = energy(run);
        const usedKwh = batteryKwh + preconditioningKwh;
        expect(gridKwh).toBeCloseTo(usedKwh + lossKwh + baseLoadKwh, 6);
        expect(lossKwh).toBeGreaterThanOrEqual(-1e-9);
        const drawnKwh = run.stays.reduce((sum, stay) => sum + stay.gridKwh, 0);
        expect(gridKwh - baseLoadKwh).toBeCloseTo(drawnKwh, 5);
      }),
      { numRuns: 50 },
    );
  });

  it("counts the window alone, and only as far as a run has come", () => {
    const node = measuredNode([40, 80, 120, 160], { baseLoadKw: StepSeries.constant(8) });
    const batteryKwh = Float64Array.of(9, 18, 27, 36);
    const window = { fromMs: DAY_MS + HOUR_MS / 4, toMs: DAY_MS + (HOUR_MS / 4) * 3 };
    const whole = energy(measuredRun([node], { batteryKwh, window }));
    expect(whole).toMatchObject({ batteryKwh: 45, baseLoadKwh: 4, gridKwh: 54, lossKwh: 5 });
    const untilMs = window.fromMs + HOUR_MS / 8;
    const cut = energy(measuredRun([node], { batteryKwh, window, untilMs }));
    expect(cut.baseLoadKwh).toBe(1);
    const never = energy(measuredRun([node], { batteryKwh, window, untilMs: DAY_MS }));
    expect(never.baseLoadKwh).toBe(0);
  });

  it("adds up what departing buses were short of, and what the road took beyond the battery", () => {
    const stays = [
      goodStay({ unmetKwh: 5, deficitKwh: 1 }),
      goodStay({ unmetKwh: 7, deficitKwh: 2, departedAtMs: null }),
      goodStay({ unmetKwh: 11, deficitKwh: 4 }),
    ];
    const run = measuredRun([measuredNode([0, 0, 0, 0, 0])], { stays });
    expect(energy(run)).toMatchObject({ unmetKwh: 16, deficitKwh: 5 });
  });
});

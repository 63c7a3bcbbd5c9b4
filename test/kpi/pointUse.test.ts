import { describe, expect, it } from "vitest";
import { pointUse } from "../../src/kpi/pointUse.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { measuredNode, measuredRun } from "../support/measuredRun.ts";
import { DAY_MS, HOUR_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";

const flat = {
  bus: {
    usableKwh: 300,
    curve: [
      [0, 100],
      [1, 100],
    ] as const,
  },
};

/** A bus that takes 100 kW from 01:00 to 02:30 and stays until 05:00, before a window from 02:00 to 06:00. */
const oneBus: SmallDepot = {
  stays: [{ bus: "a", arriveH: 1, departH: 5, usedKwh: 150 }],
  busTypes: flat,
  run: { fromMs: DAY_MS, toMs: DAY_MS + 8 * HOUR_MS },
  window: { fromMs: DAY_MS + 2 * HOUR_MS, toMs: DAY_MS + 6 * HOUR_MS },
};

const useOf = (depot: SmallDepot) => pointUse(new Simulation(smallDepot(depot)).run());

describe("use of points", () => {
  it("counts what lies within the window, over all points", () => {
    const use = useOf({ ...oneBus, stations: [{}, { ratedKw: 50 }] });
    expect(use.count).toBe(2);
    expect(use.occupiedShare).toBeCloseTo(3 / 8, 9);
    expect(use.chargingShare).toBeCloseTo(0.5 / 8, 6);
    expect(use.utilisation).toBeCloseTo(50 / (4 * 200), 6);
    expect(use.moduleUtilisation).toBeNull();
  });

  it("of modules is the energy they gave over what they could have given", () => {
    const use = useOf({
      ...oneBus,
      stations: [{ cabinet: 0 }, { cabinet: 0 }, {}],
      cabinets: [{ modules: 5, moduleKw: 40 }],
    });
    expect(use.moduleUtilisation).toBeCloseTo(50 / (4 * 200), 6);
  });

  it("counts a bus that stays to the end of the run", () => {
    const [stay] = oneBus.stays;
    expect(useOf({ ...oneBus, stays: [{ ...stay!, departH: null }] }).occupiedShare).toBe(1);
  });

  it("is null where there is nothing to use", () => {
    expect(pointUse(measuredRun([measuredNode([0])]))).toEqual({
      count: 0,
      utilisation: null,
      occupiedShare: null,
      chargingShare: null,
      moduleUtilisation: null,
    });
  });
});

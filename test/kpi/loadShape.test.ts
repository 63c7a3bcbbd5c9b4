import { describe, expect, it } from "vitest";
import { chargerInputKw } from "../../src/kpi/chargerInputKw.ts";
import { fleetSize } from "../../src/kpi/fleetSize.ts";
import { loadShape } from "../../src/kpi/loadShape.ts";
import { id, type VehicleId } from "../../src/messages/index.ts";
import { ConverterLoss } from "../../src/physics/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { goodStay, measuredNode, measuredRun } from "../support/measuredRun.ts";
import { DAY_MS, HOUR_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";
import { calendar } from "../support/smallRun.ts";

const flat = {
  bus: {
    usableKwh: 300,
    curve: [
      [0, 100],
      [1, 100],
    ] as const,
  },
};

/** Two buses that take 100 kW from 01:00 to 02:30, in four hours that are reported. */
const twoBuses: SmallDepot = {
  stays: ["a", "b"].map((bus) => ({ bus, arriveH: 1, departH: 4, usedKwh: 150 })),
  busTypes: flat,
  run: { fromMs: DAY_MS, toMs: DAY_MS + 4 * HOUR_MS },
};

const shapeOf = (depot: SmallDepot, peakKw: number, gridKwh: number) =>
  loadShape(new Simulation(smallDepot(depot)).run(), calendar, peakKw, gridKwh);

describe("load shape", () => {
  it("of two buses at known power", () => {
    const shape = shapeOf(twoBuses, 200 / 0.95, 300 / 0.95);
    // 1.5 h at the peak in 4 h.
    expect(shape.loadFactor).toBeCloseTo(1.5 / 4, 12);
    expect(shape.utilisationHours).toBeCloseTo(8760 * (1.5 / 4), 9);
    expect(shape.coincidence).toBeCloseTo(200 / 300, 12);
    expect(shape.buses).toBe(2);
    expect(shape.peakPerBusKw).toBeCloseTo(100 / 0.95, 12);
  });

  it("divides by nothing that is not there", () => {
    expect(loadShape(measuredRun([measuredNode([0, 0])]), calendar, 0, 0)).toEqual({
      loadFactor: null,
      utilisationHours: null,
      coincidence: null,
      buses: 0,
      peakPerBusKw: null,
    });
  });
});

describe("what all chargers draw at their ratings", () => {
  const inputOf = (depot: Partial<SmallDepot>) =>
    chargerInputKw(new Simulation(smallDepot({ ...twoBuses, ...depot })).run());

  it("is the sum at the grid's side, losses included", () => {
    const loss = new ConverterLoss({ fixedKw: 2, linear: 0.03, quadratic: 0.02 }, 100);
    expect(inputOf({ stations: [{}, { ratedKw: 100, loss }] })).toBeCloseTo(150 / 0.95 + 107, 9);
  });

  it("counts what a cabinet's modules give, or its outlets where these give less", () => {
    const shared = [{ cabinet: 0 }, { cabinet: 0 }, {}];
    expect(inputOf({ stations: shared, cabinets: [{ modules: 4, moduleKw: 45 }] })).toBeCloseTo(
      (180 + 150) / 0.95,
      9,
    );
    expect(inputOf({ stations: shared, cabinets: [{ modules: 8, moduleKw: 45 }] })).toBeCloseTo(
      450 / 0.95,
      9,
    );
  });
});

describe("the fleet", () => {
  it("is what comes back on the busiest service day, each bus once", () => {
    const at = (bus: string, hours: number) =>
      goodStay({ vehicleId: id<VehicleId>(bus), arrivedAtMs: DAY_MS + hours * HOUR_MS });
    // Service days begin at 03:00 UTC here.
    const stays = [
      at("a", 2),
      at("a", 3),
      at("b", 10),
      at("a", 20),
      at("a@2026-03-04", 22),
      at("c", 26.9),
      at("b@2026-03-04", 27),
      at("a@2026-03-04", 28),
      goodStay({ vehicleId: id<VehicleId>("d"), arrivedAtMs: null }),
    ];
    expect(fleetSize(measuredRun([measuredNode([0])], { stays }), calendar)).toBe(3);
  });
});

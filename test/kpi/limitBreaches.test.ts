import { describe, expect, it } from "vitest";
import { type LimitBreaches, limitBreaches } from "../../src/kpi/limitBreaches.ts";
import { rounded } from "../../src/kpi/rounded.ts";
import { ConverterLoss, StepSeries } from "../../src/physics/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { measuredNode, measuredRun } from "../support/measuredRun.ts";
import { DAY_MS, HOUR_MS, smallDepot, type SmallNode } from "../support/smallDepot.ts";

const QUARTER_MS = HOUR_MS / 4;

/** Plug and charge of one bus that takes 100 kW from 01:00 to 02:40 at a site. */
function breaches(site: Omit<SmallNode, "id">): LimitBreaches {
  return limitBreaches(
    new Simulation(
      smallDepot({
        stays: [{ bus: "a", arriveH: 1, departH: 4, usedKwh: 500 / 3 }],
        busTypes: {
          bus: {
            usableKwh: 300,
            curve: [
              [0, 100],
              [1, 100],
            ],
          },
        },
        stations: [{ loss: new ConverterLoss({ efficiency: 1 }, 150) }],
        nodes: [{ id: "site", ...site }],
        run: { fromMs: DAY_MS, toMs: DAY_MS + 6 * HOUR_MS },
      }),
    ).run(),
  );
}

const none: LimitBreaches = {
  contractBreaches: 0,
  contractAboveKwh: 0,
  contractLongestMin: 0,
  maxBreaches: 0,
  maxAboveKwh: 0,
  maxLongestMin: 0,
  breachesByBaseLoad: 0,
  aboveByBaseLoadKwh: 0,
  longestByBaseLoadMin: 0,
};

/** A node with 50 kW in both of its quarter-hours. */
const overfull = (id: string, maxBreaches: number, contractKw: number) =>
  measuredNode([50, 50], { id, maxBreaches, contractKw: StepSeries.constant(contractKw) });

/** A contract that steps a third into the quarter-hour. */
const contractStep = (firstKw: number, thenKw: number): StepSeries =>
  new StepSeries([DAY_MS, DAY_MS + QUARTER_MS / 3], [firstKw, thenKw]);

/** Whether 50 kW break a contract. */
const breachesOf = (contractKw: StepSeries): number =>
  limitBreaches(measuredRun([measuredNode([50], { contractKw })])).contractBreaches;

/** Whether a power breaks a contract of 100 kW. */
const breachesAt = (kw: number): number =>
  limitBreaches(measuredRun([measuredNode([kw], { contractKw: StepSeries.constant(100) })]))
    .contractBreaches;

describe("limitBreaches", () => {
  it("counts the contract by quarter-hours and the maximum by unbroken spells", () => {
    // Seven quarter-hours, the last of them 10 min long: 66.7 kW in the mean.
    expect(breaches({ contractKw: 60 }).contractBreaches).toBe(7);
    expect(breaches({ contractKw: 70 }).contractBreaches).toBe(6);
    expect(breaches({ contractKw: 100 }).contractBreaches).toBe(0);
    // For 100 min by 40 kW.
    expect(rounded(breaches({ maxKw: 60 }))).toEqual({
      ...none,
      maxBreaches: 1,
      maxAboveKwh: rounded(200 / 3),
      maxLongestMin: 100,
    });
    expect(breaches({ contractKw: 60 })).toMatchObject({
      contractAboveKwh: expect.closeTo(6 * 10 + (200 / 3 - 60) / 4, 6) as number,
      contractLongestMin: 105,
    });
    expect(breaches({ maxKw: 100 }).maxBreaches).toBe(0);
  });

  it("counts two spells where a limit or a base load parts them", () => {
    const dip = [DAY_MS, DAY_MS + 1.5 * HOUR_MS, DAY_MS + 1.75 * HOUR_MS];
    expect(breaches({ maxKw: new StepSeries(dip, [60, 200, 60]) }).maxBreaches).toBe(2);
    expect(
      breaches({ maxKw: 120, baseLoadKw: new StepSeries(dip, [30, 10, 30]) }).maxBreaches,
    ).toBe(2);
  });

  it("tells apart what base load does alone", () => {
    // From 04:00 on base load is above both limits: eight quarter-hours and one spell.
    const baseLoadKw = new StepSeries([DAY_MS, DAY_MS + 4 * HOUR_MS], [0, 90]);
    expect(rounded(breaches({ contractKw: 80, maxKw: 85, baseLoadKw }))).toEqual({
      contractBreaches: 6,
      contractAboveKwh: 6 * (20 / 4),
      contractLongestMin: 90,
      maxBreaches: 1,
      maxAboveKwh: 25,
      maxLongestMin: 100,
      breachesByBaseLoad: 9,
      // Two hours above either limit: by 10 kW and by 5 kW.
      aboveByBaseLoadKwh: 20 + 10,
      longestByBaseLoadMin: 120,
    });
  });

  it("adds up all nodes of the grid", () => {
    expect(limitBreaches(measuredRun([overfull("site", 2, 40), overfull("hall", 3, 49)]))).toEqual({
      ...none,
      contractBreaches: 4,
      contractAboveKwh: 2 * (10 + 1) * 0.25,
      contractLongestMin: 30,
      maxBreaches: 5,
    });
  });

  it("takes rows of quarter-hours apart where one between them keeps the contract", () => {
    const contractKw = StepSeries.constant(45);
    const node = measuredNode([50, 50, 40, 50, 50, 50], { contractKw });
    expect(limitBreaches(measuredRun([node]))).toMatchObject({
      contractBreaches: 5,
      contractAboveKwh: 6.25,
      contractLongestMin: 45,
    });
  });

  it("holds the mean against the mean of a contract that steps within the quarter-hour", () => {
    expect(breachesOf(contractStep(30, 60))).toBe(0);
    expect(breachesOf(contractStep(30, 59))).toBe(1);
    expect(breachesOf(contractStep(30, Infinity))).toBe(0);
  });

  it("takes a hair above the limit for rounding", () => {
    expect(breachesAt(100 + 5e-7)).toBe(0);
    expect(breachesAt(100 + 5e-6)).toBe(1);
  });
});

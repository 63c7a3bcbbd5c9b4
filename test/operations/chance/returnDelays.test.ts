import { describe, expect, it } from "vitest";
import { type ReturnDelaySpec, returnDelays } from "../../../src/operations/index.ts";
import {
  dailyPlan,
  dailyPlans,
  fiveErrors,
  meanOf,
  shareBelow,
  spreadOf,
  typical,
  utcDay,
} from "../../support/chance.ts";
import { MINUTE_MS } from "../../support/smallDepot.ts";

const independent: ReturnDelaySpec = { ...typical.returnDelay, correlation: 0 };
const plain: ReturnDelaySpec = { ...independent, incidentShare: 0 };
/** 20 000 blocks. */
const blocks = dailyPlans(100, 200);

const minutesOf = (spec: ReturnDelaySpec, plans = blocks, seed = 42): number[] =>
  returnDelays(spec, seed, plans, utcDay).map(({ delayMs }) => delayMs / MINUTE_MS);

describe("how late buses return", () => {
  it("has the median and the quantiles that are known, and none before the earliest", () => {
    const delays = minutesOf(plain);
    // −2 + 4.5 e^(0.75 z): z of 0.5, 0.9, 0.95 and 0.99.
    for (const [share, delayMin] of [
      [0.5, 2.5],
      [0.9, 9.77],
      [0.95, 13.45],
      [0.99, 23.77],
    ] as const) {
      const found = shareBelow(delays, delayMin);
      // The marks are rounded to 0.005 min, worth less than 0.0003 of all blocks.
      expect(Math.abs(found - share)).toBeLessThan(fiveErrors(share, delays.length) + 0.0003);
    }
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(-2);
  });

  it("has a tail of incidents that takes half an hour on average", () => {
    const without = minutesOf(plain);
    const added = minutesOf(independent).map((delay, i) => delay - without[i]!);
    const tail = added.filter((delay) => delay > 0);
    const share = tail.length / added.length;
    expect(Math.abs(share - 0.015)).toBeLessThan(fiveErrors(0.015, added.length));
    // Of an exponential mean: 30 min / √n.
    expect(Math.abs(meanOf(tail) - 30)).toBeLessThan((5 * 30) / Math.sqrt(tail.length));
  });

  it("is later in peak hours, by that factor from the earliest on", () => {
    const evening = minutesOf(plain, dailyPlans(5, 9, { hour: 22 }));
    const peak = minutesOf(
      { ...plain, peakHours: [{ from: "22:00", to: "22:01" }] },
      dailyPlans(5, 9),
    );
    const off = minutesOf(
      { ...plain, peakHours: [{ from: "21:00", to: "22:00" }] },
      dailyPlans(5, 9),
    );
    expect(off).toEqual(evening);
    const overMidnight = { ...plain, peakHours: [{ from: "21:00", to: "02:00" }] };
    expect(minutesOf(overMidnight, dailyPlans(5, 9))).toEqual(peak);
    for (const [i, delay] of peak.entries()) {
      expect(delay + 2).toBeCloseTo(1.4 * (evening[i]! + 2), 4);
    }
  });

  it("has so much in common within a day, and nothing from day to day", () => {
    // 2 000 days of 10 blocks, told by the normal draw below them.
    const days = 2000;
    const spec = { ...typical.returnDelay, incidentShare: 0 };
    const delays = minutesOf(spec, dailyPlans(10, days), 7);
    const normals = delays.map((delay) => Math.log((delay + 2) / 4.5) / 0.75);
    const mean = (day: number): number =>
      meanOf(Array.from({ length: 10 }, (_, bus) => normals[bus * days + day]!));
    const means = Array.from({ length: days }, (_, day) => mean(day));
    // The variance of a day's mean is ρ + (1 − ρ) / 10; that of n means errs by √(2/n) of itself.
    const expected = 0.4 + 0.6 / 10;
    const variance = spreadOf(means) ** 2;
    expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / days));
    const next = means.slice(1).map((value, i) => (value * means[i]!) / variance);
    expect(Math.abs(meanOf(next))).toBeLessThan(5 / Math.sqrt(days));
    // What is common leaves the distribution of a single block as it is: within what 2 000 days tell.
    expect(Math.abs(shareBelow(delays, 2.5) - 0.5)).toBeLessThan(fiveErrors(0.5, days));
  });

  it("gives a block the same delay whoever else comes, drives it or goes before it", () => {
    const [a] = dailyPlans(1, 3);
    const alone = returnDelays(typical.returnDelay, 1, [a!], utcDay);
    const later = returnDelays(
      typical.returnDelay,
      1,
      [dailyPlan("b", 2), dailyPlan("bus0", 5)],
      utcDay,
    );
    const own = later.filter(({ bus }) => bus === 1).slice(0, 3);
    expect(own.map(({ delayMs }) => delayMs)).toEqual(alone.map(({ delayMs }) => delayMs));
    const block = (vehicleId: string) => ({
      ...dailyPlan(vehicleId, 1),
      stays: dailyPlan(vehicleId, 1).stays.map((stay) => ({ ...stay, blockBefore: "17" })),
    });
    const driven = ["c", "d"].map((name) => minutesOf(typical.returnDelay, [block(name)], 1));
    expect(driven[0]).toEqual(driven[1]);
    expect(minutesOf(typical.returnDelay, [a!], 2)).not.toEqual(
      minutesOf(typical.returnDelay, [a!], 1),
    );
  });

  it("is told when the bus is due where it is worth it, and never before", () => {
    for (const { bus, stay, delayMs, knownAtMs } of returnDelays(independent, 3, blocks, utcDay)) {
      const { arriveAtMs } = blocks[bus]!.stays[stay]!;
      expect(knownAtMs).toBe(delayMs > 5 * MINUTE_MS ? arriveAtMs : null);
    }
  });
});

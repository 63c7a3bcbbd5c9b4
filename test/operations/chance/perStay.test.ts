import { describe, expect, it } from "vitest";
import {
  forgottenMs,
  interruptions,
  socErrors,
  usedFactors,
  type VehiclePlan,
} from "../../../src/operations/index.ts";
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
import { HOUR_MS, MINUTE_MS } from "../../support/smallDepot.ts";

const KWH_PER_KM = 1.3;
/** 20 000 stays. */
const plans = dailyPlans(100, 200);
const every = <T>(drawn: (plan: VehiclePlan) => readonly T[]): T[] => plans.flatMap(drawn);

describe("what blocks use", () => {
  const noDay = { ...typical.consumption, daySpread: 0 };

  it("is as planned on average, with the spread of driver and trips", () => {
    // 130 kWh at 1.3 kWh/km are 100 km, of 12 km each: 0.27 / 1.3 / √(100 / 12) = 7.2 %.
    const factors = every((plan) => usedFactors(noDay, 42, plan, KWH_PER_KM, utcDay));
    const trip = 0.27 / KWH_PER_KM / Math.sqrt(100 / 12);
    const spread = Math.sqrt((1 + 0.06 ** 2) * (1 + trip ** 2) - 1);
    expect(spread).toBeCloseTo(0.0938, 4);
    const error = 5 / Math.sqrt(factors.length);
    expect(Math.abs(meanOf(factors) - 1)).toBeLessThan(error * spread);
    // A standard deviation errs by itself / √2n; of a log-normal so narrow by little more.
    expect(Math.abs(spreadOf(factors) / spread - 1)).toBeLessThan((1.2 * error) / Math.SQRT2);
    // Log-normal: the median is below the mean, by half the variance of the logarithm.
    const median = Math.exp(-(Math.log(1 + 0.06 ** 2) + Math.log(1 + trip ** 2)) / 2);
    expect(Math.abs(shareBelow(factors, median) - 0.5)).toBeLessThan(
      fiveErrors(0.5, factors.length),
    );
  });

  it("has a whole day in common", () => {
    const days = 12_000;
    const onlyDay = { ...typical.consumption, driverSpread: 0, tripSdKwhPerKm: 0 };
    const [a, b] = ["a", "b"].map((name) =>
      usedFactors(onlyDay, 1, dailyPlan(name, days), KWH_PER_KM, utcDay),
    );
    expect(a).toEqual(b);
    expect(Math.abs(meanOf(a!) - 1)).toBeLessThan((5 * 0.05) / Math.sqrt(days));
    expect(Math.abs(spreadOf(a!) / 0.05 - 1)).toBeLessThan((1.2 * 5) / Math.sqrt(2 * days));
  });

  it("spreads less on long blocks, and no more than one trip on short ones", () => {
    const trips = { ...noDay, driverSpread: 0 };
    const spread = (usedKwh: number): number =>
      spreadOf(
        dailyPlans(50, 200, { usedKwh }).flatMap((plan) =>
          usedFactors(trips, 5, plan, KWH_PER_KM, utcDay),
        ),
      );
    const error = (1.3 * 5) / Math.sqrt(2 * 10_000);
    expect(Math.abs(spread(12 * 16 * KWH_PER_KM) / (0.27 / KWH_PER_KM / 4) - 1)).toBeLessThan(
      error,
    );
    expect(Math.abs(spread(3) / (0.27 / KWH_PER_KM) - 1)).toBeLessThan(error);
  });
});

describe("the presystem's forecast", () => {
  it("is right on average, and off by three points", () => {
    const errors = every((plan) => socErrors(typical.socForecast, 42, plan));
    expect(Math.abs(meanOf(errors))).toBeLessThan((5 * 0.03) / Math.sqrt(errors.length));
    for (const [share, z] of [
      [0.0227501, -2],
      [0.1586553, -1],
      [0.8413447, 1],
      [0.9772499, 2],
    ] as const) {
      const found = shareBelow(errors, z * 0.03);
      expect(Math.abs(found - share)).toBeLessThan(fiveErrors(share, errors.length));
    }
  });
});

describe("plugs and sessions", () => {
  it("are forgotten so often, and found within an hour after the first", () => {
    const all = every((plan) => forgottenMs(typical.forgottenPlug, 42, plan));
    const found = all.filter((ms) => ms > 0);
    const share = found.length / all.length;
    expect(Math.abs(share - 0.005)).toBeLessThan(fiveErrors(0.005, all.length));
    expect(Math.min(...found)).toBeGreaterThanOrEqual(HOUR_MS);
    expect(Math.max(...found)).toBeLessThanOrEqual(2 * HOUR_MS);
    // Uniform: half of them below the middle.
    expect(Math.abs(shareBelow(found, 1.5 * HOUR_MS) - 0.5)).toBeLessThan(
      fiveErrors(0.5, found.length),
    );
  });

  it("fail to start and stop so often, at any time of the stay, for 10 to 20 minutes", () => {
    const { sessionStart: start, sessionStop: stop } = typical;
    const all = every((plan) => interruptions({ start, stop }, 42, plan));
    const failed = all.filter((list) => list[0]?.afterMs === 0);
    const stopped = all.flatMap((list) => list.filter(({ afterMs }) => afterMs > 0));
    const share = (some: readonly unknown[]): number => some.length / all.length;
    expect(Math.abs(share(failed) - 0.03)).toBeLessThan(fiveErrors(0.03, all.length));
    expect(Math.abs(share(stopped) - 0.015)).toBeLessThan(fiveErrors(0.015, all.length));
    for (const { durationMs } of all.flat()) {
      expect(durationMs).toBeGreaterThanOrEqual(10 * MINUTE_MS);
      expect(durationMs).toBeLessThanOrEqual(20 * MINUTE_MS);
    }
    const atMs = stopped.map(({ afterMs }) => afterMs);
    expect(Math.max(...atMs)).toBeLessThanOrEqual(8 * HOUR_MS + 1);
    // The few that also failed to start are later by minutes.
    expect(Math.abs(shareBelow(atMs, 4 * HOUR_MS) - 0.5)).toBeLessThan(
      fiveErrors(0.5, atMs.length) + 0.03,
    );
    for (const [first, second] of all) {
      if (second === undefined) continue;
      expect(second.afterMs).toBeGreaterThan(first!.afterMs + first!.durationMs);
    }
  });

  it("are each drawn from a stream of its own", () => {
    const plan = dailyPlan("a", 500);
    const { sessionStart: start, sessionStop: stop } = typical;
    const both = interruptions({ start: { ...start, share: 0.5 }, stop }, 1, plan);
    const starts = interruptions({ start: { ...start, share: 0.5 }, stop: null }, 1, plan);
    expect(both.map((list) => list.filter(({ afterMs }) => afterMs === 0))).toEqual(starts);
    // What is rarer is part of what is more frequent.
    const rare = interruptions({ start, stop: null }, 1, plan);
    for (const [i, list] of rare.entries()) if (list.length > 0) expect(starts[i]).toEqual(list);
  });

  it("are the same for a bus whoever else comes and however often it comes after that", () => {
    const drawn = (plan: VehiclePlan) => [
      usedFactors(typical.consumption, 9, plan, KWH_PER_KM, utcDay),
      socErrors(typical.socForecast, 9, plan),
      forgottenMs({ ...typical.forgottenPlug, share: 0.5 }, 9, plan),
    ];
    const [short, long] = [drawn(dailyPlan("a", 4)), drawn(dailyPlan("a", 9))];
    expect(long.map((list) => list.slice(0, 4))).toEqual(short);
    expect(drawn(dailyPlan("b", 4))).not.toEqual(short);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PowerTree } from "../../src/physics/index.ts";
import {
  type EnergyHorizon,
  type EnergyWindow,
  highs,
  networkOf,
  smallestPeak,
} from "../../src/planning/index.ts";
import { peakByProgram } from "../support/peakProgram.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const SITE = new PowerTree(["site"], [-1]);

const plainDay: EnergyHorizon = {
  fromMs: 0,
  toMs: DAY_MS,
  wraps: true,
  tree: SITE,
  freeKw: [() => Infinity],
  baseLoadKw: () => 0,
  stepsMs: [],
  meanOverMs: 0,
};

const minute = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15 * MINUTE_MS);
const someKw = fc.integer({ min: 0, max: 400 });

/** A value that changes a few times a day. */
const overTime = (kw: fc.Arbitrary<number>) =>
  fc.tuple(kw, fc.array(fc.tuple(minute, kw), { maxLength: 3 }));

type Steps = readonly [number, readonly (readonly [number, number])[]];

const at =
  ([first, later]: Steps) =>
  (atMs: number): number =>
    later
      .toSorted((a, b) => a[0] - b[0])
      .reduce((value, [stepMs, kw]) => (stepMs <= atMs ? kw : value), first);

const horizons = fc
  .record({
    shape: fc.constantFrom([-1], [-1, 0, 0], [-1, 0, 0, 1, 1], [-1, 0, 1, 2, 0, 4]),
    limits: fc.array(overTime(fc.option(someKw, { nil: Infinity })), {
      minLength: 6,
      maxLength: 6,
    }),
    base: overTime(fc.integer({ min: 0, max: 100 })),
    wraps: fc.boolean(),
    meanOverMs: fc.constantFrom(0, 15 * MINUTE_MS),
  })
  .map(({ shape, limits, base, wraps, meanOverMs }): EnergyHorizon => ({
    fromMs: 0,
    toMs: DAY_MS,
    wraps,
    tree: new PowerTree(
      shape.map((_, n) => `n${n}`),
      shape,
    ),
    freeKw: shape.map((_, n) => at(limits[n]!)),
    baseLoadKw: at(base),
    stepsMs: [...limits, base].flatMap(([, later]) => later.map(([stepMs]) => stepMs)),
    meanOverMs,
  }));

const windowsIn = ({ tree, wraps }: EnergyHorizon): fc.Arbitrary<EnergyWindow[]> =>
  fc
    .array(
      fc.record({
        fromMin: fc.integer({ min: 0, max: 1439 }),
        lastsMin: fc.integer({ min: 0, max: 900 }),
        needKwh: fc.integer({ min: 0, max: 40_000 }).map((n) => n / 100),
        capKw: fc.constantFrom(50, 100, 157.9),
        node: fc.nat({ max: tree.size - 1 }),
        linked: fc.boolean(),
        carryKwh: fc.integer({ min: 0, max: 30_000 }).map((n) => n / 100),
        stockKwh: fc.constantFrom(0, 0, 80),
      }),
      { minLength: 1, maxLength: 14 },
    )
    .map((list) =>
      list.map(({ fromMin, lastsMin, linked, ...rest }, i): EnergyWindow => {
        const fromMs = fromMin * MINUTE_MS;
        const toMs = fromMs + lastsMin * MINUTE_MS;
        const before = linked && i > 0 ? i - 1 : -1;
        return { ...rest, before, fromMs, toMs: wraps ? toMs : Math.min(toMs, DAY_MS) };
      }),
    );

const instances = horizons.chain((horizon) =>
  windowsIn(horizon).map((windows) => ({ horizon, windows })),
);

describe("the smallest peak", () => {
  it("is what two linear programs find, on any tree, with any base load, on a line or a circle", async () => {
    await fc.assert(
      fc.asyncProperty(instances, async ({ windows, horizon }) => {
        const { peakKw, unmetKwh } = smallestPeak(networkOf(windows, horizon, Infinity)!);
        const oracle = await peakByProgram(windows, horizon, highs);
        const needKwh = windows.reduce((sum, window) => sum + window.needKwh, 0);
        expect(Math.abs(unmetKwh - oracle.unmetKwh)).toBeLessThan(1e-9 * needKwh + 1e-7);
        expect(Math.abs(peakKw - oracle.peakKw)).toBeLessThan(1e-9 * oracle.peakKw + 1e-6);
      }),
      { numRuns: 400 },
    );
  });

  it("comes to an end where all that is missing is rounding, spread over many", () => {
    const crumbs = Array.from({ length: 2000 }, (_, i) => ({
      fromMs: 0,
      toMs: (i < 1000 ? 60 : 120) * MINUTE_MS,
      needKwh: 0.9e-9,
      capKw: 150,
      node: 0,
      stockKwh: 0,
      before: -1,
      carryKwh: 0,
    }));
    const { peakKw } = smallestPeak(networkOf(crumbs, plainDay, Infinity)!);
    expect(peakKw).toBeLessThan(1e-5);
  });

  it("spreads one bus over its whole stay, and two over the hours they need", () => {
    const peakOf = (...spans: readonly (readonly [fromH: number, toH: number, kwh: number])[]) =>
      smallestPeak(
        networkOf(
          spans.map(([fromH, toH, needKwh]) => ({
            fromMs: fromH * 60 * MINUTE_MS,
            toMs: toH * 60 * MINUTE_MS,
            needKwh,
            capKw: 150,
            node: 0,
            stockKwh: 0,
            before: -1,
            carryKwh: 0,
          })),
          { ...plainDay, baseLoadKw: () => 10 },
          Infinity,
        )!,
      ).peakKw;
    expect(peakOf([20, 28, 400])).toBeCloseTo(60, 9);
    // The second has to take 200 kWh within 2 h; the first can keep out of its way.
    expect(peakOf([20, 28, 400], [22, 24, 200])).toBeCloseTo(110, 9);
  });
});

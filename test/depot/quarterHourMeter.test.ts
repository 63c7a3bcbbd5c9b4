import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QUARTER_HOUR_MS, QuarterHourMeter } from "../../src/depot/quarterHourMeter.ts";
import { ConverterLoss, PowerTree } from "../../src/physics/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const QUARTERS = 8;
const FIXED_KW = 1.2;
const LINEAR = 0.03;
const QUADRATIC = 0.02;
const RATED_KW = 150;
const loss = new ConverterLoss(
  { fixedKw: FIXED_KW, linear: LINEAR, quadratic: QUADRATIC },
  RATED_KW,
);

/** Pieces one after the other; some begin before the meter does and end after it. */
const pieces = fc
  .record({
    startMs: fc.integer({ min: -20 * MINUTE_MS, max: 90 * MINUTE_MS }),
    list: fc.array(
      fc.record({
        durationMs: fc.double({ min: 0.5, max: 50 * MINUTE_MS, noNaN: true }),
        startKw: fc.double({ min: 1, max: 180, noNaN: true }),
        slope: fc.oneof(fc.constant(0), fc.double({ min: -6, max: 2, noNaN: true })),
        cabinKw: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 40, noNaN: true })),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ startMs, list }) => {
    let atMs = DAY_MS + startMs;
    return list.map(({ durationMs, ...power }) => {
      const fromMs = atMs;
      atMs += durationMs;
      return { fromMs, toMs: atMs, ...power };
    });
  });

function dcKw(startKw: number, slope: number, sinceMs: number): number {
  return startKw * Math.exp((slope * sinceMs) / HOUR_MS);
}

/** Power that holds still, all of it for the battery. */
function still(startKw: number) {
  return { startKw, slope: 0, cabinKw: 0 };
}

function acKw(outletKw: number): number {
  return FIXED_KW + (1 + LINEAR) * outletKw + (QUADRATIC / RATED_KW) * outletKw * outletKw;
}

/** Simpson's rule over one part of one piece [kWh]. */
function integrate(kwAt: (atMs: number) => number, fromMs: number, toMs: number): number {
  const steps = 200;
  const widthMs = (toMs - fromMs) / steps;
  let sum = kwAt(fromMs) + kwAt(toMs);
  for (let i = 1; i < steps; i++) sum += kwAt(fromMs + i * widthMs) * (i % 2 === 0 ? 2 : 4);
  return (sum * widthMs) / 3 / HOUR_MS;
}

/** A meter of one point per node that counts their use from the second quarter-hour to the last but one. */
function meterOf(quarters: number, nodes = 1): QuarterHourMeter {
  const toMs = DAY_MS + quarters * QUARTER_HOUR_MS;
  return new QuarterHourMeter(DAY_MS, toMs, nodes, nodes, {
    fromMs: DAY_MS + QUARTER_HOUR_MS,
    toMs: toMs - QUARTER_HOUR_MS,
  });
}

describe("quarterHourMeter", () => {
  it("books what Simpson's rule finds in each quarter-hour, on both sides of the charger", () => {
    fc.assert(
      fc.property(pieces, (list) => {
        const meter = meterOf(QUARTERS);
        for (const { fromMs, toMs, startKw, slope, cabinKw } of list) {
          const kwAt = (atMs: number): number => dcKw(startKw, slope, atMs - fromMs) + cabinKw;
          const power = { startKw, slope, cabinKw };
          const grid = meter.book(0, { node: 0, loss }, fromMs, toMs, power);
          const whole = integrate((atMs) => acKw(kwAt(atMs)), fromMs, toMs);
          expect(Math.abs(grid - whole)).toBeLessThan(1e-6);
        }
        for (let quarter = 0; quarter < QUARTERS; quarter++) {
          const startMs = DAY_MS + quarter * QUARTER_HOUR_MS;
          let batteryKwh = 0;
          let cabinKwh = 0;
          let gridKwh = 0;
          for (const { fromMs, toMs, startKw, slope, cabinKw } of list) {
            const from = Math.max(fromMs, startMs);
            const to = Math.min(toMs, startMs + QUARTER_HOUR_MS);
            if (from >= to) continue;
            const kwAt = (atMs: number): number => dcKw(startKw, slope, atMs - fromMs);
            batteryKwh += integrate(kwAt, from, to);
            cabinKwh += (cabinKw * (to - from)) / HOUR_MS;
            gridKwh += integrate((atMs) => acKw(kwAt(atMs) + cabinKw), from, to);
          }
          expect(Math.abs(meter.batteryKwh[quarter]! - batteryKwh)).toBeLessThan(1e-6);
          expect(Math.abs(meter.cabinKwh[quarter]! - cabinKwh)).toBeLessThan(1e-9);
          expect(Math.abs(meter.gridKwh[0]![quarter]! - gridKwh)).toBeLessThan(1e-6);
        }
        const within = (series: Float64Array): number =>
          series.subarray(1, QUARTERS - 1).reduce((sum, kwh) => sum + kwh, 0);
        const use = meter.useOf(0);
        expect(use.outletKwh).toBeCloseTo(within(meter.batteryKwh) + within(meter.cabinKwh), 9);
        expect(use.gridKwh).toBeCloseTo(within(meter.gridKwh[0]!), 9);
        const startMs = DAY_MS + QUARTER_HOUR_MS;
        const endMs = DAY_MS + (QUARTERS - 1) * QUARTER_HOUR_MS;
        const chargingMs = list.reduce(
          (sum, { fromMs, toMs }) =>
            sum + Math.max(0, Math.min(toMs, endMs) - Math.max(fromMs, startMs)),
          0,
        );
        expect(use.chargingMs).toBeCloseTo(chargingMs, 3);
      }),
    );
  });

  it("puts what flows across an edge on either side of it, to the millisecond", () => {
    const meter = meterOf(2);
    const edgeMs = DAY_MS + QUARTER_HOUR_MS;
    const plain = new ConverterLoss({ efficiency: 1 }, RATED_KW);
    meter.book(0, { node: 0, loss: plain }, edgeMs - 1, edgeMs + 2, still(3600));
    expect(meter.batteryKwh[0]).toBeCloseTo(0.001, 12);
    expect(meter.batteryKwh[1]).toBeCloseTo(0.002, 12);
  });

  it("sums up subtrees: a node holds what hangs on it and on all nodes below", () => {
    const tree = new PowerTree(["site", "left", "right", "leaf"], [-1, 0, 0, 1]);
    const meter = meterOf(1, tree.size);
    const plain = new ConverterLoss({ efficiency: 0.5 }, RATED_KW);
    for (let node = 0; node < tree.size; node++) {
      const outlet = { node, loss: plain };
      meter.book(node, outlet, DAY_MS, DAY_MS + QUARTER_HOUR_MS, still(4 * 10 ** node));
    }
    const below = meter.gridKwhBelow(tree).map((series) => series[0]!);
    expect(below[3]).toBeCloseTo(2000, 9);
    expect(below[2]).toBeCloseTo(200, 9);
    expect(below[1]).toBeCloseTo(2020, 9);
    expect(below[0]).toBeCloseTo(2222, 9);
    expect(meter.gridKwh[0]![0]).toBeCloseTo(2, 9);
  });

  it("holds the same after it is saved as JSON and restored", () => {
    const spanMs = 3 * QUARTER_HOUR_MS;
    const first = meterOf(3, 2);
    first.book(1, { node: 1, loss }, DAY_MS + 7, DAY_MS + spanMs - 9, {
      startKw: 77,
      slope: -0.3,
      cabinKw: 12,
    });
    const second = meterOf(3, 2);
    second.restore(JSON.parse(JSON.stringify(first.snapshot())) as number[][]);
    expect(second.gridKwh).toEqual(first.gridKwh);
    expect(second.batteryKwh).toEqual(first.batteryKwh);
    expect(second.cabinKwh).toEqual(first.cabinKwh);
    expect(second.useOf(1)).toEqual(first.useOf(1));
    expect(second.useOf(1).outletKwh).toBeGreaterThan(0);
  });
});

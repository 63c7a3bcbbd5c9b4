import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highs, planByProgram, planCharging } from "../../src/planning/index.ts";
import { bus, plainProblem } from "../support/plainProblem.ts";

const HOUR_MS = 3_600_000;

/** Buses that all come and go at once, each with a cabin that takes so much in the last hours. */
function coldMorning(buses: number, hours: number, kwh: number, cabin: { h: number; kw: number }) {
  return plainProblem(
    Array.from({ length: buses }, (_, i) =>
      bus(`bus${i}`, 0, hours, kwh, {
        fixedLoadKw: [
          [0, 0],
          [(hours - cabin.h) * HOUR_MS, cabin.kw],
        ],
      }),
    ),
    { toMs: hours * HOUR_MS },
  );
}

describe("the smallest peak with cabins that are warmed before departure", () => {
  it("is level where cabins leave room, and theirs where they do not", () => {
    // 5 buses of 40 kWh and a cabin of 5 kW for the last of 8 hours: 5 · (40 + 5) / 8.
    expect(planCharging(coldMorning(5, 8, 40, { h: 1, kw: 5 })).peakKw).toBeCloseTo(28.125, 9);
    // A cabin of 30 kW leaves nothing for charging in its hour: 5 · 30.
    const tight = planCharging(coldMorning(5, 8, 40, { h: 1, kw: 30 }));
    expect(tight.peakKw).toBeCloseTo(150, 9);
    for (const { powerKw, leastAtMs } of tight.sessions) {
      expect(powerKw.findLast(([atMs]) => atMs <= 7.5 * HOUR_MS)![1]).toBeCloseTo(30, 9);
      expect(leastAtMs).toBeLessThanOrEqual(7 * HOUR_MS);
    }
  });

  it("takes nothing of what a battery can take but what its plug cannot give beside the cabin", () => {
    // It takes 100 kW up to 80 kWh, and half of that at 100 kWh; a plug of 100 kW gives it all beside 40 kW there.
    const curve = [
      [0, 100],
      [80, 100],
      [100, 50],
    ] as const;
    const taper = { curve, usableKwh: 100, storedKwh: 90 };
    // From 75 kW it falls at 2.5 kW a kWh: 5 kWh take ln(75 / 62.5) / 2.5 hours.
    const toMs = Math.ceil((Math.log(75 / 62.5) / 2.5) * HOUR_MS);
    const full = (kw: number) => {
      const one = { ...bus("a", 0, 1, 95, { ...taper, fixedLoadKw: [[0, kw]] }), toMs };
      return planCharging(plainProblem([one], { toMs })).unmetKwh;
    };
    expect(full(25)).toBeLessThan(1e-3);
    expect(full(60)).toBeGreaterThan(1);
  });

  it("is what the closed form says, and what a linear program finds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 10, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        async (buses, hours, perBusKwh, kw) => {
          const kwh = Math.min(perBusKwh, 90 * (hours - 1));
          const problem = coldMorning(buses, hours, kwh, { h: 1, kw });
          const levelKw = (buses * (kwh + kw)) / hours;
          const expectedKw = Math.max(levelKw, buses * kw);
          const plan = planCharging(problem);
          expect(Math.abs(plan.peakKw - expectedKw)).toBeLessThan(1e-6);
          expect(plan.unmetKwh).toBeLessThan(1e-6);
          const oracle = await planByProgram(problem, highs);
          expect(Math.abs(oracle.peakKw - expectedKw)).toBeLessThan(1e-4);
        },
      ),
      { numRuns: 30 },
    );
  });
});

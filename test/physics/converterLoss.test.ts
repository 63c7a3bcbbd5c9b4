import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConverterLoss, energyAlong, type LossSpec } from "../../src/physics/index.ts";

const losses: fc.Arbitrary<LossSpec> = fc.oneof(
  fc.record({ efficiency: fc.double({ min: 0.5, max: 1, noNaN: true }) }),
  fc.record({
    fixedKw: fc.double({ min: 0, max: 3, noNaN: true }),
    linear: fc.double({ min: 0, max: 0.1, noNaN: true }),
    quadratic: fc.double({ min: 0, max: 0.1, noNaN: true }),
  }),
);

describe("ConverterLoss", () => {
  it("meets the figures of the depot-charger polynomial", () => {
    // Loss 0.008·P_r + 0.02·P + 0.022·P²/P_r: 95.2 % at full load, 90.7 % at a tenth.
    const loss = new ConverterLoss({ fixedKw: 0.008 * 150, linear: 0.02, quadratic: 0.022 }, 150);
    const efficiency = (share: number): number => (150 * share) / loss.acKw(150 * share);
    expect(efficiency(1)).toBeCloseTo(0.952, 3);
    expect(efficiency(0.75)).toBeCloseTo(0.955, 3);
    expect(efficiency(0.5)).toBeCloseTo(0.955, 3);
    expect(efficiency(0.25)).toBeCloseTo(0.946, 3);
    expect(efficiency(0.1)).toBeCloseTo(0.907, 3);
    expect(loss.acKw(0)).toBe(0);
  });

  it("knows its best efficiency up to any power, as a fine search finds it", () => {
    fc.assert(
      fc.property(losses, fc.double({ min: 1, max: 150, noNaN: true }), (spec, upToKw) => {
        const loss = new ConverterLoss(spec, 150);
        const tried = Array.from({ length: 1000 }, (_, i) => ((i + 1) / 1000) * upToKw);
        const best = Math.max(...tried.map((dcKw) => dcKw / loss.acKw(dcKw)));
        expect(loss.bestEfficiency(upToKw)).toBeGreaterThanOrEqual(best - 1e-12);
        expect(loss.bestEfficiency(upToKw)).toBeLessThan(best + 1e-3);
      }),
    );
  });

  it("finds the outlet power that a grid power feeds", () => {
    fc.assert(
      fc.property(losses, fc.double({ min: 0.01, max: 400, noNaN: true }), (spec, dcKw) => {
        const loss = new ConverterLoss(spec, 150);
        expect(loss.dcKw(loss.acKw(dcKw))).toBeCloseTo(dcKw, 8);
        expect(loss.acKw(dcKw)).toBeGreaterThanOrEqual(dcKw);
      }),
    );
    expect(new ConverterLoss({ fixedKw: 2, linear: 0, quadratic: 0 }, 150).dcKw(1.9)).toBe(0);
  });

  it("integrates grid power along a taper as small steps do", () => {
    const loss = new ConverterLoss({ fixedKw: 1.2, linear: 0.02, quadratic: 0.022 }, 150);
    for (const slope of [-1.425, 0, 0.8]) {
      const hours = 0.7;
      const steps = 200_000;
      let acKwh = 0;
      let dcKwh = 0;
      for (let i = 0; i < steps; i++) {
        const atH = ((i + 0.5) * hours) / steps;
        const dcKw = 140 * Math.exp(slope * atH);
        dcKwh += (dcKw * hours) / steps;
        acKwh += (loss.acKw(dcKw) * hours) / steps;
      }
      expect(energyAlong(140, slope, hours)).toBeCloseTo(dcKwh, 6);
      expect(loss.acKwh(dcKwh, 140, slope, hours)).toBeCloseTo(acKwh, 6);
    }
  });
});

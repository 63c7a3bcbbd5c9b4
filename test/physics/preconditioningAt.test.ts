import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Heating, preconditioningAt } from "../../src/physics/index.ts";

const bus = (heating: Heating, lengthM = 12) => ({ heating, lengthM });
const coldC = fc.double({ min: -40, max: 18, noNaN: true });
const hotC = fc.double({ min: 24, max: 50, noNaN: true });
const heatings = fc.constantFrom<Heating>("ptc", "heatPump");

const energyKwh = (ambientC: number, heating: Heating, lengthM = 12): number => {
  const { durationMin, powerKw } = preconditioningAt(ambientC, bus(heating, lengthM));
  return (durationMin / 60) * powerKw;
};

describe("preconditioningAt", () => {
  // The energies of the same table, which it was not made from.
  it.each([
    [-15, 18, 14],
    [-10, 14.5, 10.5],
    [0, 9.5, 5],
    [10, 3.5, 1.55],
    [30, 2.25, 2.25],
    [35, 4.55, 4.55],
  ])("takes the energy that is given for %d °C", (ambientC, ptcKwh, heatPumpKwh) => {
    expect(Math.abs(energyKwh(ambientC, "ptc") - ptcKwh)).toBeLessThan(0.3);
    expect(Math.abs(energyKwh(ambientC, "heatPump") - heatPumpKwh)).toBeLessThan(0.3);
  });

  it("takes 1.4 times as much to warm a bus of 18 m, and 1.5 times to cool it", () => {
    expect(energyKwh(-10, "ptc", 18) / energyKwh(-10, "ptc")).toBeCloseTo(1.4, 12);
    expect(energyKwh(33, "ptc", 18) / energyKwh(33, "ptc")).toBeCloseTo(1.5, 12);
    expect(energyKwh(-10, "ptc", 15) / energyKwh(-10, "ptc")).toBeCloseTo(1.2, 12);
  });

  it("does nothing from 18 to 24 °C", () => {
    for (const ambientC of [18, 20.5, 24]) {
      expect(preconditioningAt(ambientC, bus("ptc", 18))).toEqual({ durationMin: 0, powerKw: 0 });
    }
  });

  it("takes no less the colder or the hotter it is, and no more with a heat pump", () => {
    const takes = (ambientC: number, heating: Heating): number[] =>
      Object.values(preconditioningAt(ambientC, bus(heating, 18)));
    fc.assert(
      fc.property(coldC, coldC, hotC, hotC, heatings, (a, b, c, d, heating) => {
        const pairs = [
          [takes(Math.max(a, b), heating), takes(Math.min(a, b), heating)],
          [takes(Math.min(c, d), heating), takes(Math.max(c, d), heating)],
          [takes(a, "heatPump"), takes(a, "ptc")],
        ] as const;
        for (const [less, more] of pairs) {
          less.forEach((value, i) => expect(value).toBeLessThanOrEqual(more[i]! + 1e-9));
        }
      }),
    );
  });

  it("leaps nowhere", () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 40, noNaN: true }), heatings, (ambientC, heating) => {
        const here = preconditioningAt(ambientC, bus(heating));
        const near = preconditioningAt(ambientC + 1e-6, bus(heating));
        expect(Math.abs(near.powerKw - here.powerKw)).toBeLessThan(1e-4);
        expect(Math.abs(near.durationMin - here.durationMin)).toBeLessThan(1e-4);
      }),
    );
  });
});

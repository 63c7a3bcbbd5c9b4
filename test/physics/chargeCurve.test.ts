import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Battery, ChargeCurve, ENERGY_TOLERANCE_KWH } from "../../src/physics/index.ts";

const usableKwh = 350;

/** Rising energies with any powers, the last of which may be 0. */
const curves = fc
  .array(
    fc.tuple(
      fc.double({ min: 0.5, max: 80, noNaN: true }),
      fc.double({ min: 1, max: 300, noNaN: true }),
    ),
    {
      minLength: 2,
      maxLength: 7,
    },
  )
  .chain((steps) =>
    fc.boolean().map((endsAtZero) => {
      let energyKwh = 0;
      const energies = steps.map(([width], i) => (i === 0 ? 0 : (energyKwh += width)));
      const powers = steps.map(([, power], i) =>
        endsAtZero && i === steps.length - 1 ? 0 : power,
      );
      return { energies, powers, curve: new ChargeCurve(energies, powers) };
    }),
  );

describe("ChargeCurve", () => {
  it("agrees with small Euler steps, taper, limit and rise included", () => {
    const curve = new ChargeCurve([0, 20, 280, 315, 350], [60, 150, 150, 90, 12]);
    for (const limitKw of [Infinity, 120, 40, 11]) {
      let energyKwh = 3;
      const stepH = 1e-6;
      let hours = 0;
      for (let i = 0; i < 2_500_000; i++) {
        const acceptedKw = curve.powerAt(energyKwh);
        energyKwh += Math.min(limitKw, acceptedKw) * stepH;
        hours += stepH;
      }
      expect(curve.energyAfter(limitKw, 3, hours)).toBeCloseTo(energyKwh, 3);
    }
  });

  it("charges for hours and back: energyAfter undoes hoursUnder", () => {
    fc.assert(
      fc.property(
        curves,
        fc.double({ min: 0.5, max: 400, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        ({ curve }, limitKw, a, b) => {
          const fromKwh = Math.min(a, b) * curve.fullKwh;
          const toKwh = Math.max(a, b) * curve.fullKwh * 0.999;
          // Less than this is nothing; an energy near the smallest double takes 0 h.
          if (toKwh - fromKwh < ENERGY_TOLERANCE_KWH) return;
          const hours = curve.hoursUnder(limitKw, fromKwh, toKwh);
          expect(hours).toBeGreaterThan(0);
          expect(curve.energyAfter(limitKw, fromKwh, hours)).toBeCloseTo(toKwh, 6);
          expect(hours).toBeGreaterThanOrEqual((toKwh - fromKwh) / limitKw - 1e-12);
        },
      ),
    );
  });

  it("gains the same in one go as in many", () => {
    fc.assert(
      fc.property(
        curves,
        fc.double({ min: 1, max: 400, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 10 }),
        ({ curve }, limitKw, spells) => {
          const once = curve.energyAfter(
            limitKw,
            0,
            spells.reduce((sum, hours) => sum + hours, 0),
          );
          const often = spells.reduce((kwh, hours) => curve.energyAfter(limitKw, kwh, hours), 0);
          expect(often).toBeCloseTo(once, 6);
          expect(once).toBeLessThanOrEqual(curve.fullKwh);
        },
      ),
    );
  });

  it("takes at full power the difference of hoursTo, and no limit is no limit", () => {
    fc.assert(
      fc.property(curves, fc.double({ min: 0, max: 0.99, noNaN: true }), ({ curve }, share) => {
        const goalKwh = share * curve.fullKwh;
        expect(curve.hoursTo(goalKwh) - curve.hoursTo(0)).toBeCloseTo(
          curve.hoursUnder(Infinity, 0, goalKwh),
          9,
        );
      }),
    );
  });

  it("finds the energy at an hour of full power: energyAtHour undoes hoursTo", () => {
    fc.assert(
      fc.property(curves, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ curve }, share) => {
        const energyKwh = share * curve.fullKwh;
        const foundKwh = curve.energyAtHour(curve.hoursTo(energyKwh));
        expect(Math.abs(foundKwh - energyKwh)).toBeLessThan(1e-9 * (1 + curve.fullKwh));
      }),
      { numRuns: 500 },
    );
  });

  it("clips and ends as it says", () => {
    fc.assert(
      fc.property(
        curves,
        fc.double({ min: 1, max: 300, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 0.9999, noNaN: true }), { minLength: 1 }),
        ({ curve }, maxKw, end, shares) => {
          const clipped = curve.clippedAt(maxKw);
          const ended = curve.endingAt(end * curve.fullKwh);
          expect(ended.fullKwh).toBeCloseTo(end * curve.fullKwh, 9);
          for (const share of shares) {
            const energyKwh = share * curve.fullKwh;
            expect(clipped.powerAt(energyKwh)).toBeCloseTo(
              Math.min(maxKw, curve.powerAt(energyKwh)),
              6,
            );
            if (energyKwh < ended.fullKwh * 0.9999) {
              expect(ended.powerAt(energyKwh)).toBeCloseTo(curve.powerAt(energyKwh), 6);
            }
          }
        },
      ),
    );
  });

  it("knows the highest power ahead and the last energy that accepts a power", () => {
    fc.assert(
      fc.property(
        curves,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0.1, max: 310, noNaN: true }),
        ({ curve, energies, powers }, share, powerKw) => {
          const fromKwh = share * curve.fullKwh;
          const ahead = energies.flatMap((kwh, j) => (kwh > fromKwh ? [powers[j]!] : []));
          expect(curve.highestFrom(fromKwh)).toBeCloseTo(
            Math.max(curve.powerAt(fromKwh), ...ahead),
            9,
          );
          const lastKwh = curve.lastEnergyAccepting(powerKw);
          const beyondKwh = lastKwh + (curve.fullKwh - lastKwh) * 0.5;
          if (beyondKwh < curve.fullKwh && lastKwh > 0) {
            expect(curve.powerAt(beyondKwh)).toBeLessThanOrEqual(powerKw + 1e-9);
          }
          if (lastKwh > 1e-6) {
            expect(curve.powerAt(lastKwh - 1e-9)).toBeGreaterThanOrEqual(powerKw - 1e-3);
          }
        },
      ),
    );
  });

  it("never gets to the end of a curve that ends at 0 kW, and says so", () => {
    const curve = new ChargeCurve([0, 100], [50, 0]);
    expect(curve.hoursUnder(50, 0, 100)).toBe(Infinity);
    expect(curve.energyAfter(50, 0, 1000)).toBeLessThanOrEqual(100);
    // e(t) = 100 (1 − e^(−t/2)).
    expect(curve.energyAfter(50, 0, 2)).toBeCloseTo(100 * (1 - Math.exp(-1)), 9);
  });

  it("puts 10 kW for 1 h on a par with 1 kW for 10 h", () => {
    const curve = new ChargeCurve([0, usableKwh], [150, 150]);
    expect(curve.energyAfter(10, 5, 1)).toBeCloseTo(curve.energyAfter(1, 5, 10), 12);
  });
});

describe("Battery", () => {
  it("takes nothing from where its curve has fallen below what the outlet can do", () => {
    const battery = new Battery({
      usableKwh: 100,
      minKw: 4,
      curve: [
        [0, 100],
        [0.8, 100],
        [1, 0],
      ],
    });
    const behind = battery.behind({ ratedKw: 50, minKw: 10 });
    // 100 kW at 80 kWh falls to 10 kW at 98 kWh.
    expect(behind.fullKwh).toBeCloseTo(98, 9);
    expect(behind.powerAt(0)).toBe(50);
    expect(battery.behind({ ratedKw: 50, minKw: 1 }).fullKwh).toBeCloseTo(99.2, 9);
  });
});

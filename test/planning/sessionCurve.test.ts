import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SessionCurve } from "../../src/planning/fitted/sessionCurve.ts";
import { bus } from "../support/plainProblem.ts";

const USABLE_KWH = 400;

/** A battery that takes ever less from some energy on, and what it holds. */
const cases = fc.record({
  knotKwh: fc.integer({ min: 1, max: USABLE_KWH - 1 }),
  fullKw: fc.integer({ min: 20, max: 300 }),
  endKw: fc.double({ min: 0, max: 20, noNaN: true }),
  storedKwh: fc.double({ min: 0, max: USABLE_KWH - 1, noNaN: true }),
  hours: fc.double({ min: 0.01, max: 4, noNaN: true }),
  share: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

function curveOf({ knotKwh, fullKw, endKw, storedKwh }: Case): SessionCurve {
  return new SessionCurve({
    ...bus("a", 0, 12, 0),
    storedKwh,
    leastKwh: USABLE_KWH,
    desiredKwh: USABLE_KWH,
    usableKwh: USABLE_KWH,
    curve: [
      [0, fullKw],
      [knotKwh, fullKw],
      [USABLE_KWH, endKw],
    ],
  });
}

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

describe("how a session charges along its curve", () => {
  it("reaches an energy under the limit that is said, and under none that is lower", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { storedKwh, hours, share } = one;
        const curve = curveOf(one);
        const mostKwh = curve.storedAfter(Infinity, storedKwh, hours);
        const wantedKwh = storedKwh + share * (mostKwh - storedKwh);
        const limitKw = curve.limitToReach(wantedKwh, storedKwh, hours);
        expect(curve.storedAfter(limitKw, storedKwh, hours)).toBeGreaterThan(wantedKwh - 1e-8);
        // So near to what full power brings a lower limit makes no difference that could be seen.
        if (wantedKwh < storedKwh + 1e-3 || wantedKwh > mostKwh - 1e-2) return;
        const lessKw = limitKw * (1 - 1e-4);
        expect(curve.storedAfter(lessKw, storedKwh, hours)).toBeLessThan(wantedKwh);
      }),
    );
  });

  it("gains at one constant power what the curve still gives at the end of it, and never more than counts", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { storedKwh, hours, share, knotKwh, fullKw, endKw } = one;
        const curve = curveOf(one);
        const powerKw = (kwh: number): number =>
          kwh <= knotKwh
            ? fullKw
            : fullKw + ((endKw - fullKw) * (kwh - knotKwh)) / (USABLE_KWH - knotKwh);
        const gainKwh = curve.steadyGainKwh(storedKwh, hours, Infinity);
        const [steadyKw, endsWithKw] = [gainKwh / hours, powerKw(storedKwh + gainKwh)];
        expect(steadyKw).toBeLessThan(endsWithKw + 1e-5);
        const isFull = storedKwh + gainKwh > USABLE_KWH - 1e-6;
        if (!isFull) expect(steadyKw).toBeGreaterThan(endsWithKw - 1e-4);
        const mostKwh = share * 2 * gainKwh;
        const counted = curve.steadyGainKwh(storedKwh, hours, mostKwh);
        expect(counted).toBeCloseTo(Math.min(gainKwh, mostKwh), 6);
      }),
    );
  });
});

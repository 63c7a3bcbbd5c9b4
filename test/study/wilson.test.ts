import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilson } from "../../src/study/index.ts";

describe("Wilson's interval", () => {
  it("is as in the books", () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
    expect(wilson(81, 263)).toMatchObject({ low: expect.closeTo(0.2553, 4) });
    expect(wilson(81, 263).high).toBeCloseTo(0.3662, 4);
    expect(wilson(15, 148).low).toBeCloseTo(0.0624, 4);
    expect(wilson(15, 148).high).toBeCloseTo(0.1605, 4);
    expect(wilson(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(wilson(1, 29).low).toBeCloseTo(0.0061, 4);
    expect(wilson(1, 29).high).toBeCloseTo(0.1718, 4);
  });

  it("holds the share, stays within 0 and 1, and mirrors", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(), (nights, some) => {
        const hits = some % (nights + 1);
        const { low, high } = wilson(hits, nights);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(hits / nights);
        expect(high).toBeGreaterThanOrEqual(hits / nights);
        expect(wilson(nights - hits, nights).low).toBeCloseTo(1 - high, 12);
      }),
    );
  });
});

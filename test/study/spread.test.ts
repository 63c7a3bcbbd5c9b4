import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spread } from "../../src/study/spread.ts";

describe("how figures are spread", () => {
  it("of 1 to n is the place itself, wherever a share of n is whole", () => {
    for (const n of [20, 40, 100, 140, 1000]) {
      const values = Array.from({ length: n }, (_, i) => n - i);
      const p5 = n / 20;
      expect(spread(values)).toEqual({ min: 1, p5, median: n / 2, p95: n - p5, max: n });
    }
  });

  it("is figures that are there: at least so many do not pass them, and none smaller would do", () => {
    const figures = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(
      fc.property(figures, (values) => {
        const { min, p5, median, p95, max } = spread(values)!;
        expect([min, max]).toEqual([Math.min(...values), Math.max(...values)]);
        for (const [percent, quantile] of [
          [5, p5],
          [50, median],
          [95, p95],
        ] as const) {
          expect(values).toContain(quantile);
          const below = values.filter((value) => value < quantile).length;
          const within = values.filter((value) => value <= quantile).length;
          expect(within * 100).toBeGreaterThanOrEqual(percent * values.length);
          expect(below * 100).toBeLessThan(percent * values.length);
        }
      }),
    );
  });

  it("of nothing is nothing", () => {
    expect(spread([])).toBeNull();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "../../src/kpi/quantile.ts";

describe("quantile", () => {
  it("is by nearest rank, as textbooks work it out", () => {
    // https://en.wikipedia.org/wiki/Percentile#Worked_examples_of_the_nearest-rank_method
    const five = [20, 15, 50, 35, 40];
    expect([0.05, 0.3, 0.4, 0.5, 1].map((q) => quantile(five, q))).toEqual([15, 20, 20, 35, 50]);
    const eleven = [3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20];
    expect([0.25, 0.5, 0.75, 1].map((q) => quantile(eleven, q))).toEqual([7, 9, 15, 20]);
  });

  it("is null for nothing", () => {
    expect(quantile([], 0.5)).toBeNull();
  });

  it("is the smallest value that at least that share does not exceed", () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 });
    const percents = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(values, percents, (list, percent) => {
        const found = quantile(list, percent / 100)!;
        const upTo = (most: number): number => list.filter((value) => value <= most).length;
        // In whole numbers: a share of a count is not always exact.
        expect(upTo(found) * 100).toBeGreaterThanOrEqual(percent * list.length);
        for (const less of list.filter((value) => value < found)) {
          expect(upTo(less) * 100).toBeLessThan(percent * list.length);
        }
      }),
    );
  });
});

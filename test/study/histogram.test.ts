import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histogram } from "../../src/study/index.ts";

const kw = fc.double({ min: -1e4, max: 1e5, noNaN: true });

describe("how often values fall into steps", () => {
  it("counts by hand: a value between two steps is in the upper one", () => {
    expect(histogram([[10, 11, 12], [], [19.9]], 5, 1)).toEqual({
      from: 10,
      step: 2,
      counts: [
        [2, 1, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
      ],
    });
    // 0.3 / 0.1 is a little below 3.
    expect(histogram([[0, 0.1, 0.2, 0.3]], 4, 0.1)!.counts).toEqual([[1, 1, 1, 1]]);
    expect(histogram([[], []], 5, 1)).toBeNull();
  });

  it("has a place for every value, in as few steps as are asked for, none finer than that", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(kw), { minLength: 1 }),
        fc.integer({ min: 2, max: 60 }),
        (values, most) => {
          const steps = histogram(values, most, 1);
          if (steps === null) {
            expect(values.flat()).toEqual([]);
            return;
          }
          const { from, step, counts } = steps;
          expect(step).toBeGreaterThanOrEqual(1);
          for (const [i, row] of counts.entries()) {
            expect(row.length).toBeLessThanOrEqual(most);
            expect(row.reduce((sum, count) => sum + count, 0)).toBe(values[i]!.length);
            for (const [place, count] of row.entries()) {
              const low = from + place * step - 1e-9 * step;
              const inside = values[i]!.filter((value) => value >= low && value < low + step);
              expect(inside.length).toBe(count);
            }
          }
        },
      ),
    );
  });
});

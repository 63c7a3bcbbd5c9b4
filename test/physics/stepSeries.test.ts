import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PowerTree, StepSeries } from "../../src/physics/index.ts";

const seriesOf = fc
  .uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 8 })
  .chain((times) =>
    fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: times.length, maxLength: times.length })
      .map(
        (values) =>
          new StepSeries(
            times.toSorted((a, b) => a - b),
            values,
          ),
      ),
  );

describe("StepSeries", () => {
  it("integrates to the sum of its values millisecond by millisecond", () => {
    fc.assert(
      fc.property(
        seriesOf,
        fc.integer({ min: -70, max: 70 }),
        fc.nat(60),
        (series, from, length) => {
          let sum = 0;
          for (let at = from; at < from + length; at++) sum += series.at(at);
          expect(series.integral(from, from + length)).toBe(sum);
        },
      ),
    );
  });

  it("adds point by point and steps where either does", () => {
    fc.assert(
      fc.property(seriesOf, seriesOf, (a, b) => {
        const sum = StepSeries.sum(a, b);
        for (let at = -60; at < 60; at++) {
          expect(sum.at(at)).toBe(a.at(at) + b.at(at));
          const next = sum.nextStepAfter(at);
          expect(next).toBeGreaterThan(at);
          for (let between = at + 1; between < Math.min(next, 60); between++) {
            if (sum.at(between) !== sum.at(at)) throw new Error("a step was passed over");
          }
        }
        expect(sum.max).toBeGreaterThanOrEqual(sum.min);
      }),
    );
  });

  it("holds its first value before its first time and its last for ever", () => {
    const series = new StepSeries([10, 20], [1, 2]);
    expect([series.at(0), series.at(10), series.at(19), series.at(20), series.at(1e15)]).toEqual([
      1, 1, 1, 2, 2,
    ]);
    expect([series.nextStepAfter(0), series.nextStepAfter(10), series.nextStepAfter(20)]).toEqual([
      10,
      20,
      Infinity,
    ]);
    expect(series.isConstant).toBe(false);
    expect(StepSeries.constant(3).isConstant).toBe(true);
  });
});

describe("PowerTree", () => {
  const tree = new PowerTree(["site", "a", "b", "a1"], [-1, 0, 0, 1]);

  it("adds on the way up, sums from below and finds the least above", () => {
    const values = new Float64Array([0, 0, 0, 0]);
    tree.addAbove(values, 3, 5);
    tree.addAbove(values, 2, 1);
    expect([...values]).toEqual([6, 5, 1, 5]);
    const own = new Float64Array([1, 2, 4, 8]);
    tree.sumUp(own);
    expect([...own]).toEqual([15, 10, 4, 8]);
    expect(tree.leastAbove(new Float64Array([9, 7, 3, 8]), 3)).toBe(7);
    expect(tree.leastAbove(new Float64Array([2, 7, 3, 8]), 3)).toBe(2);
  });
});

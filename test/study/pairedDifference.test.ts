import { describe, expect, it } from "vitest";
import { pairedDifference, tQuantile975 } from "../../src/study/index.ts";

/** The share of Student's t below a value, by Simpson's rule from 0 on. */
function shareBelow(value: number, freedom: number): number {
  const density = (t: number): number => Math.pow(1 + (t * t) / freedom, -(freedom + 1) / 2);
  const area = (to: number, steps: number): number => {
    const h = to / steps;
    let sum = density(0) + density(to);
    for (let i = 1; i < steps; i++) sum += density(i * h) * (i % 2 === 0 ? 2 : 4);
    return (sum * h) / 3;
  };
  // In t = tan(u)·√freedom all of it is finite: cos^(freedom−1) from 0 to π/2.
  const whole = (): number => {
    const steps = 20_000;
    const h = Math.PI / 2 / steps;
    let sum = 1 + (freedom === 1 ? 1 : 0);
    for (let i = 1; i < steps; i++) {
      sum += Math.pow(Math.cos(i * h), freedom - 1) * (i % 2 === 0 ? 2 : 4);
    }
    return ((sum * h) / 3) * Math.sqrt(freedom);
  };
  return 0.5 + area(value, 20_000) / whole() / 2;
}

describe("intervals of paired differences", () => {
  it.each([1, 2, 3, 5, 6, 7, 9, 19, 49, 199, 9999])(
    "take the 97.5 % quantile of Student's t with %i degrees of freedom",
    (freedom) => {
      const quantile = tQuantile975(freedom);
      expect(shareBelow(quantile, freedom)).toBeCloseTo(0.975, 5);
    },
  );

  it("are those worked by hand", () => {
    // Mean 2, standard deviation 1, so 4.3027 · 1/√3 to either side.
    const { mean, low, high, nights } = pairedDifference([1, 2, 3])!;
    expect([mean, nights]).toEqual([2, 3]);
    expect(low).toBeCloseTo(-0.484138, 5);
    expect(high).toBeCloseTo(4.484138, 5);
  });

  it("have no width where every night differs alike, and are none of one night, or of no night", () => {
    expect(pairedDifference([50, 50, 50])).toEqual({ mean: 50, low: 50, high: 50, nights: 3 });
    expect(pairedDifference([7])).toEqual({ mean: 7, low: null, high: null, nights: 1 });
    expect(pairedDifference([])).toBeNull();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../src/engine/index.ts";
import { normalQuantile } from "../../src/engine/randomStream.ts";

describe("RandomStream", () => {
  it("gives the same draws for the same seed and name, whoever else draws", () => {
    const alone = new RandomStream(7, "plugInDelay", "1042");
    const draws = [alone.uniform(), alone.uniform()];
    const other = new RandomStream(7, "plugInDelay", "1043");
    other.uniform();
    const again = new RandomStream(7, "plugInDelay", "1042");
    expect([again.uniform(), again.uniform()]).toEqual(draws);
    // Golden: seedrandom's alea, the same on every machine.
    expect(draws).toEqual([0.07088387897238135, 0.33173507498577237]);
  });

  it("never shares a stream between two names", () => {
    const names: (string | number)[][] = [
      ["a", "b"],
      ["ab"],
      ["a", "b", ""],
      ["b", "a"],
      ["a"],
      [1],
      ["1"],
    ];
    const first = names.map((name) => new RandomStream(1, ...name).uniform());
    expect(new Set(first).size).toBe(names.length);
  });

  it("is uniform, normal and log-normal within sampling error", () => {
    const n = 20_000;
    const stream = new RandomStream(3, "quantiles");
    const uniform = Array.from({ length: n }, () => stream.uniform());
    expect(mean(uniform)).toBeCloseTo(0.5, 2);
    const normal = Array.from({ length: n }, () => stream.normal());
    expect(Math.abs(mean(normal))).toBeLessThan(4 / Math.sqrt(n));
    expect(mean(normal.map((x) => x * x))).toBeCloseTo(1, 1);
    const delays = Array.from({ length: n }, () => stream.logNormal(6, 20)).toSorted(
      (a, b) => a - b,
    );
    expect(delays[n / 2]).toBeCloseTo(6, 0);
    expect(delays.filter((x) => x <= 20).length / n).toBeCloseTo(0.95, 2);
  });

  it("inverts the normal distribution function", () => {
    // Abramowitz and Stegun, table 26.1.
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
    expect(normalQuantile(0.8413447460685429)).toBeCloseTo(1, 7);
    expect(normalQuantile(0.9772498680518208)).toBeCloseTo(2, 7);
    expect(normalQuantile(0.0013498980316300933)).toBeCloseTo(-3, 6);
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
        expect(normalQuantile(p)).toBeLessThanOrEqual(1e-9);
        expect(normalQuantile(1 - p) + normalQuantile(1 - (1 - p))).toBeCloseTo(0, 6);
      }),
    );
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

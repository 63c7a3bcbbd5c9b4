import { describe, expect, it } from "vitest";
import { linkLosses, type Outage, pointFaults } from "../../../src/depot/index.ts";
import { id, type PointId } from "../../../src/messages/index.ts";
import { fiveErrors, meanOf, shareBelow, typical } from "../../support/chance.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/smallDepot.ts";

const point = (i: number): PointId => id<PointId>(`P${i}`);
const WEEK_MS = 168 * HOUR_MS;
const years = { fromMs: DAY_MS, toMs: DAY_MS + 520 * WEEK_MS };

/** Of 150 points in ten years. */
const faults: Outage[][] = Array.from({ length: 150 }, (_, i) =>
  pointFaults(typical.pointFaults, 42, point(i), years),
);

describe("faults of points", () => {
  it("come after that working time on average, and are mended within those quantiles", () => {
    const all = faults.flat();
    expect(all.length).toBeGreaterThan(9000);
    const downMs = all.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const workedH = (150 * 520 * WEEK_MS - downMs) / HOUR_MS;
    // A Poisson count errs by its root.
    const expected = workedH / 1200;
    expect(Math.abs(all.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
    const begun = all.filter(({ fromMs }) => fromMs > years.fromMs);
    const repairsH = begun.map(({ durationMs }) => durationMs / HOUR_MS);
    for (const [share, hours] of [
      [0.05, (20 * 20) / 96],
      [0.5, 20],
      [0.95, 96],
    ] as const) {
      const found = shareBelow(repairsH, hours);
      expect(Math.abs(found - share)).toBeLessThan(fiveErrors(share, repairsH.length));
    }
  });

  it("leave points out of order when a run begins as often as at any other time", () => {
    const points = 10_000;
    const night = { fromMs: DAY_MS, toMs: DAY_MS + HOUR_MS };
    const down = Array.from({ length: points }, (_, i) =>
      pointFaults(typical.pointFaults, 1, point(i), night),
    ).filter((list) => list[0]?.fromMs === night.fromMs);
    // Mean repair: 20 h · e^(σ²/2) with σ = ln(96/20) / 1.645.
    const sigma = Math.log(96 / 20) / 1.6448536;
    const meanH = 20 * Math.exp(sigma ** 2 / 2);
    const share = meanH / (1200 + meanH);
    expect(Math.abs(down.length / points - share)).toBeLessThan(fiveErrors(share, points));
  });

  it("never overlap", () => {
    for (const list of faults) {
      for (const [i, { fromMs }] of list.entries()) {
        const before = list[i - 1];
        if (before !== undefined) {
          expect(fromMs).toBeGreaterThanOrEqual(before.fromMs + before.durationMs);
        }
      }
    }
  });

  it("are the same whenever the run begins and ends, and of each point by itself", () => {
    const within = { fromMs: DAY_MS + 60 * WEEK_MS, toMs: DAY_MS + 300 * WEEK_MS };
    for (const [i, list] of faults.slice(0, 20).entries()) {
      const cut = list.flatMap((one): Outage[] => {
        const fromMs = Math.max(one.fromMs, within.fromMs);
        const durationMs = one.fromMs + one.durationMs - fromMs;
        return durationMs > 0 && fromMs < within.toMs ? [{ fromMs, durationMs }] : [];
      });
      expect(pointFaults(typical.pointFaults, 42, point(i), within)).toEqual(cut);
    }
    expect(faults[0]).not.toEqual(faults[1]);
  });
});

describe("losses of links", () => {
  it("come every other week, and last between half a minute and ten", () => {
    const all = Array.from({ length: 50 }, (_, i) =>
      linkLosses(typical.linkLosses, 42, point(i), years),
    ).flat();
    const expected = 50 * 520 * 0.5;
    expect(Math.abs(all.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
    const minutes = all.map(({ durationMs }) => durationMs / MINUTE_MS);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(10);
    // Log-uniform: half of them below the geometric mean.
    expect(Math.abs(shareBelow(minutes, Math.sqrt(5)) - 0.5)).toBeLessThan(
      fiveErrors(0.5, minutes.length),
    );
    expect(meanOf(minutes)).toBeCloseTo(9.5 / Math.log(20), 0);
  });
});

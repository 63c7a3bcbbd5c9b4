import { describe, expect, it } from "vitest";
import { type Compared, Comparison, type RunRow } from "../../src/study/index.ts";

const variant = { name: "depot", strategy: "x", settings: [] };

function compared(names: readonly string[], baseline = names[0]!): Compared {
  return { variants: names.map((name) => ({ name, variant })), baseline, allowedDifferences: [] };
}

/** A row of a night with four buses. */
function row(run: number, seed: number, peakKw: number | null, more: Partial<RunRow> = {}): RunRow {
  const bare = { run, key: "", scenario: "", strategy: "", settings: "", seed };
  if (peakKw === null) {
    return { ...bare, ok: false, error: "no luck", command: `busbar ${run}` };
  }
  return {
    ...bare,
    ok: true,
    error: null,
    command: `busbar ${run}`,
    "site.peak15Kw": peakKw,
    "site.peak15At": null,
    "departures.total": 4,
    "departures.notLeft": 0,
    "departures.served": 4,
    "departures.short": 0,
    "departures.late": 0,
    "departures.leastSlackSoc": 0,
    "energy.unmetKwh": 0,
    "energy.gridKwh": 1000,
    "energy.lossKwh": 50,
    "limits.contractBreaches": 0,
    "limits.maxBreaches": 0,
    "bounds.kind": "exact",
    "bounds.aboveExactMinPeak": peakKw / 100 - 1,
    ...more,
  };
}

function summaryOf(names: readonly string[], rows: readonly RunRow[], baseline?: string) {
  const comparison = new Comparison(
    { varied: "seeds", runs: rows.length },
    compared(names, baseline),
  );
  for (const each of rows) comparison.add(each);
  return comparison.summary;
}

describe("a comparison worked by hand", () => {
  const short = { "departures.short": 1, "departures.served": 3, "energy.unmetKwh": 8 };
  const summary = summaryOf(
    ["a", "b"],
    [
      row(1, 1, 200),
      row(2, 1, 110),
      // Lower, and yet not better: a bus is short.
      row(3, 2, 220),
      row(4, 2, 130, short),
      // The other way.
      row(5, 3, 140),
      row(6, 3, 170),
      // Level, but for rounding.
      row(7, 4, 160),
      row(8, 4, 160.05),
    ],
  );
  const [a, b] = summary.variants;

  it("has means and paired differences with their interval", () => {
    expect(a!.means.peak15Kw).toBe(180);
    expect(b!.means.peak15Kw).toBeCloseTo(142.5125, 9);
    // Differences −90, −90, +30, +0.05: mean −37.4875, s = 61.8567, so ∓ 3.18245 · 61.8567 / √4.
    const { mean, low, high } = b!.against!.differences.peak15Kw!;
    expect(mean).toBeCloseTo(-37.4875, 6);
    expect(low).toBeCloseTo(-37.4875 - 3.182446 * 30.9284, 2);
    expect(high).toBeCloseTo(-37.4875 + 3.182446 * 30.9284, 2);
    expect(b!.against!.differences.unmetKwh!.mean).toBe(2);
    expect(b!.against!.differences.servedShare!.mean).toBe(-0.0625);
    expect(a!.against).toBeNull();
  });

  it("has the mean gap to the smallest peak, and that it is exact", () => {
    expect(a!.means.aboveSmallestPeak).toBeCloseTo(0.8, 9);
    expect(a!.isBoundExact).toBe(true);
  });

  it("counts who beats whom, in which nights the order is the other one, and the worst", () => {
    expect(b!.against).toMatchObject({ beats: 1, beaten: 1 });
    expect(b!.against!.flips).toEqual({
      count: 1,
      worst: [{ seed: 3, peak15Kw: 30, command: "busbar 6", baselineCommand: "busbar 5" }],
    });
    expect(a!.worst).toMatchObject({ seed: 2, peak15Kw: 220, command: "busbar 3" });
  });

  it("has peaks in steps that all share", () => {
    const { from, step, counts } = summary.peaks!;
    expect([from, step]).toEqual([110, 5]);
    expect(counts.map((list) => list.reduce((sum, count) => sum + count))).toEqual([4, 4]);
    expect(counts[0]![(220 - 110) / 5]).toBe(1);
    expect(counts[1]![(160 - 110) / 5]).toBe(1);
  });

  it("is the other way round against another baseline", () => {
    const nights = [row(1, 1, 200), row(2, 1, 110), row(3, 2, 220), row(4, 2, 130)];
    const { variants } = summaryOf(["a", "b"], nights, "b");
    expect(variants[1]!.against).toBeNull();
    expect(variants[0]!.against).toMatchObject({ beats: 0, beaten: 2 });
    expect(variants[0]!.against!.differences.peak15Kw).toEqual({
      mean: 90,
      low: 90,
      high: 90,
      nights: 2,
    });
  });
});

describe("runs that fail", () => {
  it("leave their night out for all, and are told with their command", () => {
    const { variants, nights, interval, failures } = summaryOf(
      ["a", "b"],
      [row(1, 1, 200), row(2, 1, 100), row(3, 2, 900), row(4, 2, null)],
    );
    expect(nights).toBe(1);
    expect(interval).toBeNull();
    expect(variants.map(({ means }) => means.peak15Kw)).toEqual([200, 100]);
    expect(variants.map(({ done, failed }) => [done, failed])).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect(failures).toEqual([
      { run: 4, seed: 2, error: "no luck", command: "busbar 4", variant: "b" },
    ]);
  });

  it("stand in nobody's way where a variant has no night at all", () => {
    const { variants, nights } = summaryOf(
      ["a", "b", "c"],
      [row(1, 1, 200), row(2, 1, null), row(3, 1, 100), row(4, 2, 220), row(5, 2, null)],
    );
    // Of the second night c is still to be done.
    expect(nights).toBe(1);
    expect(variants.map(({ means }) => means.peak15Kw)).toEqual([200, null, 100]);
    expect(variants[1]!.against).toBeNull();
    expect(variants[2]!.against!.differences.peak15Kw!.mean).toBe(-100);
  });

  it("are all there is, and yet no reason to fall over", () => {
    const { nights, variants, peaks } = summaryOf(["a", "b"], [row(1, 1, null), row(2, 1, null)]);
    expect([nights, peaks]).toEqual([0, null]);
    expect(variants.every(({ worst, against }) => worst === null && against === null)).toBe(true);
  });
});

describe("without anchors", () => {
  it("a bus counts as unserved that is short, late or still there", () => {
    const none = { "departures.served": null, "bounds.aboveExactMinPeak": null };
    const { variants } = summaryOf(
      ["a", "b"],
      [row(1, 1, 200, none), row(2, 1, 100, { ...none, "departures.late": 1 })],
    );
    expect(variants[1]!.means.unserved).toBe(1);
    expect(variants[1]!.means.servedShare).toBeNull();
    expect(variants[1]!.means.aboveSmallestPeak).toBeNull();
    expect(variants[1]!.against).toMatchObject({ beats: 0, beaten: 0 });
  });
});

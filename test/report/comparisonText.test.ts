import { describe, expect, it } from "vitest";
import { comparisonText } from "../../src/report/index.ts";
import { Comparison, type ComparisonSummary, type RunRow } from "../../src/study/index.ts";

/** A night of a large depot. */
function row(run: number, seed: number, peakKw: number, servedOf40: number): RunRow {
  return {
    run,
    key: "",
    scenario: "depot",
    strategy: "",
    settings: "",
    seed,
    ok: true,
    error: null,
    command: `busbar run depot.yaml --seed ${seed}`,
    "site.peak15Kw": peakKw,
    "site.peak15At": "2026-03-03T22:15:00+01:00",
    "departures.total": 40,
    "departures.notLeft": 0,
    "departures.served": servedOf40,
    "departures.short": 40 - servedOf40,
    "departures.late": 0,
    "departures.leastSlackSoc": (servedOf40 - 40) / 40,
    "departures.socAtDeparture.p5": 0.912,
    "energy.unmetKwh": (40 - servedOf40) * 123.4,
    "energy.gridKwh": 1_234_567,
    "energy.lossKwh": 61_234,
    "limits.contractBreaches": 0,
    "limits.maxBreaches": 0,
    "bounds.kind": "lowerBound",
    "bounds.aboveExactMinPeak": peakKw / 5000 - 1,
  };
}

function told(names: readonly string[], peaksKw: readonly (readonly [number, number])[][]) {
  const variants = names.map((name) => ({
    name,
    variant: { name: "depot", strategy: name, settings: [] },
  }));
  const runs = names.length * peaksKw.length;
  const comparison = new Comparison(
    { varied: "seeds 1..200", runs },
    { variants, baseline: names[0]!, allowedDifferences: [] },
  );
  peaksKw.forEach((night, seed) =>
    night.forEach(([peakKw, served], i) =>
      comparison.add(row(seed * names.length + i + 1, seed + 1, peakKw, served)),
    ),
  );
  return comparison.summary;
}

/** Commands are for shells, not for eyes. */
function widest(text: string): number {
  const lines = text.split("\n").filter((line) => !line.startsWith("  busbar"));
  return lines.reduce((most, line) => Math.max(most, line.length), 0);
}

const three = told(
  ["immediate", "firstComeFirstServed", "longestRemainingFirst"],
  [
    [
      [14_700.4, 40],
      [7_900, 31],
      [8_100, 40],
    ],
    [
      [13_800.2, 40],
      [14_100, 30],
      [8_000, 40],
    ],
    [
      [14_100.9, 40],
      [7_850, 31],
      [8_200, 40],
    ],
  ],
);

describe("what people are told of a comparison", () => {
  const text = comparisonText(three);
  const joined = text.replaceAll(/\n +/g, " ");

  it("fits 80 columns, with long names and large figures, too", () => {
    expect(widest(text)).toBeLessThanOrEqual(80);
    const long = {
      ...three,
      variants: three.variants.map((v) => ({ ...v, name: v.name.repeat(4) })),
    };
    expect(
      widest(comparisonText({ ...long, baseline: "immediate".repeat(4) })),
    ).toBeLessThanOrEqual(80);
  });

  it("names the smallest peak of those that serve as many buses as can be", () => {
    // The mean of firstComeFirstServed is 9,950 kW; of the last it is 8,100 kW.
    expect(text.replaceAll("\n", " ")).toMatch(
      /^longestRemainingFirst has the smallest peak of those that leave the fewest buses unserved: 8,100 kW on average /,
    );
    expect(text).toContain(
      "firstComeFirstServed against immediate\n  beats it in 0 of 3 nights, is beaten in 1\n",
    );
  });

  it("names whoever leaves the fewest buses unserved, where nobody else does", () => {
    const night: [number, number][] = [
      [500, 30],
      [900, 40],
    ];
    expect(comparisonText(told(["a", "b"], [night, night]))).toMatch(
      /^b leaves the fewest buses unserved, with a peak of 900 kW on average\n/,
    );
    const alike: [number, number][] = [
      [500, 40],
      [900, 40],
    ];
    expect(comparisonText(told(["a", "b"], [alike]))).toMatch(
      /^a has the smallest peak: 500 kW\n[^]*beats it in 0 of 1 night, is beaten in 1\n/,
    );
  });

  it("has every figure of every variant in one line", () => {
    expect(text).toMatch(
      /^immediate +14,201 +184 +0\.0 +100\.0 +0\.0 +0\.0 +91\.2 +1,235 +61\.2 +0\.0$/m,
    );
    expect(text).toMatch(
      /^longestRemainingFirst +8,100 +62 +0\.0 +100\.0 +0\.0 +0\.0 +91\.2 +1,235 +61\.2 +0\.0$/m,
    );
    expect(text).toContain("could reach, at most");
  });

  it("has differences with intervals, and names what is the same", () => {
    expect(joined).toMatch(
      /longestRemainingFirst against immediate beats it in 3 of 3 nights, is beaten in 0 peak +−6,100\.5 kW +\(−7,183\.2 to −5,017\.8\)/,
    );
    expect(joined).toContain("intervals  paired t, 95 %");
    expect(joined).toContain("the same in every night: short, served, unmet, late");
  });

  it("shows how peaks are spread, on one scale", () => {
    const lines = text.split("\n");
    const title = lines.findIndex((line) => line.startsWith("peak of each night, 7,800 to"));
    expect(lines[title]).toContain("a column is 200 kW");
    expect(lines[title + 1]).toMatch(/^immediate {14,}\s+█.*█/);
    // 8,000, 8,100 and 8,200: two steps, two nights in the first.
    expect(lines[title + 3]).toMatch(/^longestRemainingFirst {3}█▄$/);
  });

  it("names the worst night of each, and where the order is the other one, with commands", () => {
    expect(text).toContain(
      "worst      immediate, seed 1: 14,700 kW\n  busbar run depot.yaml --seed 1\n",
    );
    expect(joined).toContain(
      "in one night the peaks of firstComeFirstServed and immediate differ the other way; " +
        "most with seed 2: +300 kW",
    );
  });

  it("is in order where no night was done", () => {
    const none = told(["a", "b"], []);
    const empty: ComparisonSummary = { ...none, runs: { planned: 2, done: 0, failed: 2 } };
    const text = comparisonText(empty);
    expect(text).toContain("no night was done by every variant; 2 runs failed");
    expect(text).not.toMatch(/NaN|undefined|Infinity|null/);
  });
});

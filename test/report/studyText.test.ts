import { describe, expect, it } from "vitest";
import { studyLine, studyText } from "../../src/report/index.ts";
import type { StudySummary } from "../../src/study/index.ts";

const command = "busbar run depot.yaml --seed 88";
const spread = { min: 400, p5: 512.4, median: 701, p95: 1100, max: 1184.2 };
const nothing = { min: 0, p5: 0, median: 0, p95: 0, max: 0 };
const summary: StudySummary = {
  schemaVersion: 1,
  kind: "replications",
  scenario: "depot",
  strategy: "peakShaving",
  varied: "seeds 1..1000",
  complete: true,
  runs: { planned: 1000, done: 1000, failed: 0 },
  peak15Kw: spread,
  unmetKwh: nothing,
  worst: { seed: 88, peak15Kw: 1184.2, peak15At: "2026-03-03T22:15:00+01:00", command },
  nights: {
    everyBusReady: 999,
    shareReady: 0.9996,
    withLate: 0,
    withBreach: 0,
    withBrokenAssertion: 0,
    brokenAssertions: [],
  },
  failures: [],
};

describe("what people are told of many nights", () => {
  it("begins with the verdict and names the worst night with its command", () => {
    const text = studyText(summary);
    expect(text).toMatch(/^every bus leaves ready in 999 of 1,000 nights \(99\.9 %\)\n\npeak/);
    expect(text.replaceAll(/\n +/g, " ")).toContain(
      "701 kW in the middle of all nights, 512 kW to 1,100 kW in nine of ten, 1,184 kW at worst",
    );
    expect(text).toContain(
      `seed 88: 1,184 kW in the quarter-hour from 22:15 on 2026-03-03\n  ${command}\n`,
    );
    expect(text).not.toMatch(/unmet|late|limits|asserted|failed|SO FAR/);
    expect(text.split("\n").every((line) => line.length <= 80)).toBe(true);
  });

  it("names what was short, late or broken, and the first runs that failed", () => {
    const failure = (seed: number) => ({ run: seed, seed, error: "no", command: `busbar ${seed}` });
    const text = studyText({
      ...summary,
      complete: false,
      runs: { planned: 1000, done: 900, failed: 5 },
      unmetKwh: { ...nothing, p95: 12.3, max: 456.7 },
      nights: {
        everyBusReady: 0,
        shareReady: 0,
        withLate: 3,
        withBreach: 1,
        withBrokenAssertion: 2,
        brokenAssertions: [
          { assertion: "site.peak15Kw <= 900", nights: 2, seed: 3, command },
          { assertion: "departures.short == 0", nights: 1, seed: 4, command },
        ],
      },
      failures: [1, 2, 3, 4, 5].map(failure),
    });
    expect(text).toMatch(/^SO FAR: every bus leaves ready in 0 of 900 nights \(0 %\); 5 failed\n/);
    expect(text.replaceAll(/\n +/g, " ")).toMatch(/^unmet .* 456\.7 kWh at most$/m);
    expect(text).toContain("late       a bus, in 3 nights\n");
    expect(text).toContain("limits     broken by charging in one night\n");
    expect(text).toContain("asserted   2 of 900 nights break site.peak15Kw <= 900\n");
    expect(text).toContain("           1 of 900 nights breaks departures.short == 0\n");
    expect(text).toContain("failed     seed 3: no\n  busbar 3\n");
    expect(text).not.toContain("seed 4");
    expect(text).toContain("and 2 more, in runs.ndjson");
  });
});

describe("figures that hardly differ", () => {
  it("are told in few words", () => {
    const same = { min: 749, p5: 749.9, median: 749.9, p95: 750, max: 750 };
    const text = studyText({ ...summary, peak15Kw: same, unmetKwh: { ...nothing, max: 13.6 } });
    expect(text).toContain("peak       750 kW in nearly every night\n");
    expect(text).toContain("unmet      none in 95 % of all nights, 13.6 kWh at most\n");
  });
});

describe("how far a study is", () => {
  const base = { done: 412, planned: 1000, failed: 2, fresh: 412, worst: null };

  it("is one line", () => {
    const worst = { seed: 88, peak15Kw: 1184.2 };
    // 412 runs in 82.4 s: 5 a second, 588 left.
    expect(studyLine({ ...base, elapsedMs: 82_400, worst })).toBe(
      "412/1,000 · 5.0 runs/s · 1 min 58 s left · 2 failed · worst peak 1,184 kW (seed 88)",
    );
  });

  it("counts only what was done here for the speed", () => {
    expect(studyLine({ ...base, failed: 0, fresh: 100, elapsedMs: 10_000 })).toBe(
      "412/1,000 · 10 runs/s · 59 s left",
    );
  });

  it("guesses nothing before there is something to guess from", () => {
    expect(studyLine({ ...base, failed: 0, fresh: 0, elapsedMs: 0 })).toBe("412/1,000");
  });

  it("tells long times in hours", () => {
    expect(studyLine({ ...base, failed: 0, fresh: 1, elapsedMs: 10_000 })).toContain(
      "0.1 runs/s · 1 h 38 min left",
    );
  });
});

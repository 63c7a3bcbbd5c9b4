import { describe, expect, it } from "vitest";
import { bareRow, type RunRow } from "../../src/study/runRow.ts";
import { boundsOf } from "../../src/study/size/boundsOf.ts";
import { TriedSize } from "../../src/study/size/triedSize.ts";

const VARIANT = {
  name: "depot",
  strategy: "leastLaxityFirst",
  settings: [],
  command: "busbar run",
};

/** A night and its smallest peaks [kW]; null: there is none. */
function night(seed: number, eachKw: number | null, carriedKw: number | null): RunRow {
  return {
    ...bareRow(seed, `${seed}`, VARIANT, { variant: 0, seed, anchors: true }),
    "bounds.exactMinPeakKw": eachKw,
    "bounds.carriedMinPeakKw": carriedKw,
    "size.unlimitedPeak15Kw": 900 + seed,
    "size.boundKind": "exact",
  };
}

/** Nights 1 to 20: each needs 500 kW and its number, 100 kW less if energy is carried. */
function nights(undriven: readonly number[] = []): RunRow[] {
  return Array.from({ length: 20 }, (_, i) =>
    night(i + 1, 501 + i, undriven.includes(i + 1) ? null : 401 + i),
  );
}

const bounds = (rows: readonly RunRow[], scenarios = 1) =>
  boundsOf(new TriedSize(2_000, rows, scenarios), 0.95, scenarios);

describe("the planner's bounds of many nights", () => {
  it("are what the share of nights needs that are easiest", () => {
    expect(bounds(nights())).toEqual({
      exactMinPeakKw: 519,
      carriedMinPeakKw: 419,
      undrivenNights: 0,
      kind: "exact",
      plugAndChargePeak15Kw: 920,
    });
  });

  it("count a night in which not every block can be driven among the hardest", () => {
    expect(bounds(nights([3]))).toMatchObject({ carriedMinPeakKw: 420, undrivenNights: 1 });
    expect(bounds(nights([3, 20]))).toMatchObject({ carriedMinPeakKw: null, undrivenNights: 2 });
    expect(bounds(nights([3, 20])).exactMinPeakKw).toBe(519);
  });

  it("are those of the worst scenario", () => {
    const winter = Array.from({ length: 20 }, (_, i) => night(i + 1, 700, 650));
    expect(bounds([...nights([3]), ...winter], 2)).toMatchObject({
      exactMinPeakKw: 700,
      carriedMinPeakKw: 650,
      undrivenNights: 1,
    });
  });

  it("are unknown where a night is too large for one", () => {
    const rows = nights().with(4, night(5, null, null));
    expect(bounds(rows)).toMatchObject({
      exactMinPeakKw: null,
      carriedMinPeakKw: null,
      undrivenNights: 0,
    });
  });
});

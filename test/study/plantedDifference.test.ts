import { beforeAll, describe, expect, it } from "vitest";
import {
  Comparison,
  comparisonOf,
  openVariant,
  Runner,
  type RunRow,
  type Variant,
} from "../../src/study/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";

/** Fixed beforehand: 100 comparisons of 12 nights each. */
const REPETITIONS = 100;
const NIGHTS = 12;
const PLANTED_KW = 50;

const depotYaml = (stays: string, baseLoadKw: number): string => `timetable:
  file: ${stays}
  date: 2026-03-03
  repeat: 1
vehicleTypes:
  S12: { usableKwh: 300, consumptionKwhPerKm: 1.3, maxChargeKw: 150 }
stations:
  - { id: P, count: 6, ratedKw: 150 }
grid: { baseLoadKw: ${baseLoadKw} }
operations:
  plugInDelayMin: { medianMin: 10, p95Min: 20 }
control: { strategy: immediate }
`;

/** Six buses in the evening. @param letter of their names: chance knows buses by these */
function stays(letter: string): string {
  const rows = [0, 10, 20, 30, 40, 50].map(
    (minute, i) => `${letter}${i},S12,18:${String(minute).padStart(2, "0")},29:00,${80 + 10 * i}`,
  );
  return `vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block\n${rows.join("\n")}\n`;
}

const files = memoryFiles({
  "a.yaml": depotYaml("a.csv", 10),
  "a.csv": stays("A"),
  "alike.yaml": depotYaml("a.csv", 10),
  "more.yaml": depotYaml("a.csv", 10 + PLANTED_KW),
  "others.yaml": depotYaml("b.csv", 10 + PLANTED_KW),
  "b.csv": stays("B"),
});

/** The variants, and the rows of all nights of all repetitions. */
async function study(paths: readonly string[]): Promise<[Variant[], RunRow[]]> {
  const variants: Variant[] = [];
  for (const path of paths) variants.push((await openVariant(files, path, [], "")).variant);
  const seeds = Array.from({ length: REPETITIONS * NIGHTS }, (_, i) => i + 1);
  const plan = comparisonOf(variants, seeds, { version: "1", anchors: false });
  const runner = new Runner(plan);
  const rows: RunRow[] = [];
  for (const [i, job] of plan.jobs.entries()) rows.push(await runner.run(i + 1, job));
  return [variants, rows];
}

describe("a planted difference of 50 kW on noisy nights", () => {
  let variants: Variant[] = [];
  let rows: RunRow[] = [];

  beforeAll(async () => {
    [variants, rows] = await study(["a.yaml", "alike.yaml", "more.yaml", "others.yaml"]);
  }, 120_000);

  /** What each repetition says of the peak of a variant. */
  function differencesOf(index: number) {
    const perRepetition = variants.length * NIGHTS;
    return Array.from({ length: REPETITIONS }, (_, repetition) => {
      const comparison = new Comparison(
        { varied: "", runs: perRepetition },
        {
          variants: variants.map((variant, i) => ({ name: String(i), variant })),
          baseline: "0",
          allowedDifferences: [],
        },
      );
      const from = repetition * perRepetition;
      for (const row of rows.slice(from, from + perRepetition)) comparison.add(row);
      return comparison.summary.variants[index]!.against!;
    });
  }

  it("has nights that differ", () => {
    const peaks = new Set(rows.filter((_, i) => i % 4 === 0).map((row) => row["site.peak15Kw"]));
    expect(peaks.size).toBeGreaterThan(NIGHTS);
  });

  it("is found to the watt where both meet the same night", () => {
    for (const { differences, beats, beaten } of differencesOf(2)) {
      const { mean, low, high } = differences.peak15Kw!;
      for (const kw of [mean, low!, high!]) expect(kw).toBeCloseTo(PLANTED_KW, 5);
      expect([beats, beaten]).toEqual([0, NIGHTS]);
    }
  });

  it("lies in at least 90 of 100 intervals where chance is another for each", () => {
    const all = differencesOf(3).map(({ differences }) => differences.peak15Kw!);
    const covering = all.filter(({ low, high }) => low! <= PLANTED_KW && PLANTED_KW <= high!);
    expect(covering.length).toBeGreaterThanOrEqual(90);
    // Not because they say nothing: most tell it from no difference.
    expect(all.filter(({ low }) => low! > 0).length).toBeGreaterThanOrEqual(60);
    // Nor because they are too wide: some miss it.
    expect(covering.length).toBeLessThan(100);
  });

  it("is none between variants that are alike: their interval is zero", () => {
    for (const { differences, beats, beaten, flips } of differencesOf(1)) {
      for (const difference of Object.values(differences)) {
        if (difference === null) continue;
        expect(difference).toEqual({ mean: 0, low: 0, high: 0, nights: NIGHTS });
      }
      expect([beats, beaten, flips.count]).toEqual([0, 0, 0]);
    }
  });
});

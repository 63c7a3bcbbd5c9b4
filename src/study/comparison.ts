import { rounded } from "../kpi/index.ts";
import { BrokenAssertions } from "./brokenAssertions.ts";
import { againstBaseline } from "./againstBaseline.ts";
import { mapped, type NightFigures, nightFigures } from "./comparedFigures.ts";
import type { ComparedVariant, ComparisonSummary } from "./comparisonSummary.ts";
import { histogram } from "./histogram.ts";
import type { RunRow } from "./runRow.ts";
import { spread } from "./spread.ts";
import type { StudyManifest } from "./studyManifest.ts";
import type { FailedRun, WorstNight } from "./tally.ts";
import type { Variant } from "./variant.ts";

/** Failures named before the rest is counted. */
const NAMED = 20;
/** Steps of a histogram: what fits beside a name in a terminal. */
const STEPS = 40;
/** The finest steps [kW; share of usable energy]. */
const LEAST_KW = 1;
const LEAST_SOC = 0.001;

/** What is compared, and how. */
export interface Compared {
  /** In the order in which they take turns in the plan. */
  readonly variants: readonly {
    readonly name: string;
    readonly variant: Pick<Variant, "name" | "strategy" | "settings">;
  }[];
  /** Name of the variant that the others are held against. */
  readonly baseline: string;
  readonly allowedDifferences: readonly string[];
}

/** Several ways a depot may be on the same nights, side by side. */
export class Comparison {
  readonly #study: Pick<StudyManifest["study"], "varied" | "runs">;
  readonly #compared: Compared;
  /** Of each variant, its nights by seed. */
  readonly #nights: readonly Map<number, NightFigures>[];
  readonly #failed: number[];
  readonly #broken: readonly BrokenAssertions[];
  readonly #failures: (FailedRun & { readonly variant: string })[] = [];

  constructor(study: Pick<StudyManifest["study"], "varied" | "runs">, compared: Compared) {
    this.#study = study;
    this.#compared = compared;
    this.#nights = compared.variants.map(() => new Map());
    this.#failed = compared.variants.map(() => 0);
    this.#broken = compared.variants.map(() => new BrokenAssertions());
  }

  /** Hears every row, in any order. */
  add(row: RunRow): void {
    const index = (row.run - 1) % this.#nights.length;
    if (row.ok) {
      this.#nights[index]!.set(row.seed, nightFigures(row));
      this.#broken[index]!.add(row);
      return;
    }
    const { run, seed, error, command } = row;
    this.#failed[index]!++;
    const variant = this.#compared.variants[index]!.name;
    if (this.#failures.length < NAMED) {
      this.#failures.push({ run, seed, error: error ?? "", command, variant });
    }
  }

  /** Seeds of the nights that every variant has done, those aside that have none; as they came. */
  get #common(): number[] {
    const able = this.#nights.filter(({ size }) => size > 0);
    return [...(able[0]?.keys() ?? [])].filter((seed) => able.every((nights) => nights.has(seed)));
  }

  get summary(): ComparisonSummary {
    const { variants, baseline, allowedDifferences } = this.#compared;
    const common = this.#common;
    const nights = this.#nights.map((bySeed) =>
      bySeed.size === 0 ? [] : common.map((seed) => bySeed.get(seed)!),
    );
    const base = nights[variants.findIndex(({ name }) => name === baseline)]!;
    const done = this.#nights.reduce((sum, { size }) => sum + size, 0);
    const failed = this.#failed.reduce((sum, count) => sum + count, 0);
    return {
      schemaVersion: 1,
      kind: "comparison",
      varied: this.#study.varied,
      complete: done + failed === this.#study.runs,
      runs: { planned: this.#study.runs, done, failed },
      nights: common.length,
      baseline,
      interval: common.length > 1 ? "paired t, 95 %" : null,
      allowedDifferences,
      variants: variants.map(({ name, variant }, i) => ({
        ...variantSummary(nights[i]!, variant),
        name,
        done: this.#nights[i]!.size,
        failed: this.#failed[i]!,
        brokenAssertions: this.#broken[i]!.list,
        against: nights[i] === base || base.length === 0 ? null : againstBaseline(nights[i]!, base),
      })),
      peaks: rounded(histogram(valuesOf(nights, "peak15Kw"), STEPS, LEAST_KW)),
      slacks: rounded(histogram(valuesOf(nights, "leastSlackSoc"), STEPS, LEAST_SOC)),
      failures: this.#failures,
    };
  }
}

/** What a variant comes to by itself. */
function variantSummary(
  nights: readonly NightFigures[],
  { name: scenario, strategy, settings }: Pick<Variant, "name" | "strategy" | "settings">,
): Omit<ComparedVariant, "name" | "done" | "failed" | "brokenAssertions" | "against"> {
  return {
    scenario,
    strategy,
    settings,
    means: mapped((_, figure) => rounded(meanOf(nights.map((night) => night[figure])))),
    isBoundExact: nights.every(({ isBoundExact }) => isBoundExact),
    peak15Kw: spread(nights.map(({ peak15Kw }) => peak15Kw)),
    worst: worstOf(nights),
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function worstOf(nights: readonly NightFigures[]): WorstNight | null {
  const [first, ...others] = nights;
  if (first === undefined) return null;
  const { seed, peak15Kw, peak15At, command } = others.reduce(
    (worst, night) => (night.peak15Kw > worst.peak15Kw ? night : worst),
    first,
  );
  return { seed, peak15Kw, peak15At, command };
}

function valuesOf(
  nights: readonly (readonly NightFigures[])[],
  figure: "peak15Kw" | "leastSlackSoc",
): number[][] {
  return nights.map((list) => list.map((night) => night[figure]).filter((value) => value !== null));
}

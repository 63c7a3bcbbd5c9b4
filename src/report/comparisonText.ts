import type { ComparedVariant, ComparisonSummary } from "../study/index.ts";
import { brokenText } from "./brokenText.ts";
import { comparedTable } from "./comparedTable.ts";
import { differenceTable } from "./differenceTable.ts";
import { grouped } from "./grouped.ts";
import { kw } from "./kw.ts";
import { leastPeak } from "./leastPeak.ts";
import { COLUMNS, row } from "./row.ts";
import { sparkline } from "./sparkline.ts";
import { signedKw } from "./signed.ts";
import { wrapped } from "./wrapped.ts";

/** Failures named before the rest is counted. */
const NAMED = 3;
/** Names beside a picture are cut to this. */
const NAME = 38;

/** What `compare` tells people: the verdict first; at most 80 columns, commands aside. */
export function comparisonText(summary: ComparisonSummary): string {
  const { runs, varied, nights, interval, variants, allowedDifferences } = summary;
  const others = variants.filter(({ against }) => against !== null);
  const how =
    interval === null
      ? "one night says nothing of others: no intervals"
      : `${interval}, of the mean of differences in the same nights`;
  const lines = [
    ...wrapped(verdict(summary), COLUMNS),
    "",
    ...comparedTable(variants),
    "",
    ...others.flatMap((variant) => [...differenceTable(variant, summary), ""]),
    ...distribution(
      summary,
      "peaks",
      ({ from, step }, end) =>
        `peak of each night, ${grouped(from, 0)} to ${kw(end)}; a column is ${grouped(step, 0)} kW`,
    ),
    ...distribution(
      summary,
      "slacks",
      ({ from, step }, end) =>
        `least a bus had beyond its target, ${soc(from)} to ${soc(end)} of its battery; ` +
        `a column is ${soc(step)}`,
    ),
    ...variants.flatMap(worstNight),
    ...others.flatMap((variant) => flips(variant, summary.baseline)),
    ...variants.flatMap(({ name, done, brokenAssertions }) =>
      brokenAssertions.flatMap((broken) => row("asserted", `${name}: ${brokenText(broken, done)}`)),
    ),
    ...summary.failures
      .slice(0, NAMED)
      .flatMap(({ variant, seed, error, command }) => [
        ...row("failed", `${variant}, seed ${seed}: ${error}`),
        `  ${command}`,
      ]),
    ...(runs.failed > NAMED
      ? row("", `and ${grouped(runs.failed - NAMED, 0)} more, in runs.ndjson`)
      : []),
    ...allowedDifferences.flatMap((difference) => row("differs", difference)),
    ...(others.length === 0 ? [] : row("beats", "has a lower peak, and no more buses unserved")),
    ...row("intervals", how),
    ...row(
      "runs",
      `${grouped(runs.done, 0)} of ${grouped(runs.planned, 0)}, ${varied}${of(nights)}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function of(nights: number): string {
  return `; figures are means over ${nightsText(nights)} that all variants have done`;
}

/** Who draws least. */
function verdict({ variants, nights, complete, runs }: ComparisonSummary): string {
  const least = leastPeak(variants);
  const soFar = complete ? "" : "SO FAR: ";
  if (least === null || nights === 0) {
    return `${soFar}no night was done by every variant; ${grouped(runs.failed, 0)} runs failed`;
  }
  const peak = `${kw(least.peak15Kw)}${nights > 1 ? " on average" : ""}`;
  const says = {
    "than none": "has the smallest peak",
    "than some": "has the smallest peak of those that leave the fewest buses unserved",
    "than all": "leaves the fewest buses unserved, with a peak of",
  }[least.better];
  return `${soFar}${least.name} ${says}${least.better === "than all" ? "" : ":"} ${peak}`;
}

type Kind = "peaks" | "slacks";

/** How a figure is spread over nights, a line of blocks a variant; nothing where it is always the same. */
function distribution(
  { variants, nights, ...summary }: ComparisonSummary,
  kind: Kind,
  title: (steps: NonNullable<ComparisonSummary[Kind]>, end: number) => string,
): string[] {
  const steps = summary[kind];
  const columns = steps?.counts[0]?.length ?? 0;
  if (steps === null || nights < 2 || columns < 2) return [];
  const width = variants.reduce((most, { name }) => Math.max(most, Math.min(NAME, name.length)), 0);
  return [
    ...wrapped(title(steps, steps.from + columns * steps.step), COLUMNS),
    ...variants.flatMap(({ name }, i) => {
      const counts = steps.counts[i]!;
      const most = counts.reduce((a, b) => Math.max(a, b), 0);
      const line = most === 0 ? "no night was done" : sparkline(counts, most);
      return `${shortened(name).padEnd(width)}  ${line}`.trimEnd();
    }),
    "",
  ];
}

function shortened(name: string): string {
  return name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name;
}

function worstNight({ name, worst }: ComparedVariant): string[] {
  if (worst === null) return row("worst", `${name}: no night was done`);
  return [
    ...row("worst", `${name}, seed ${worst.seed}: ${kw(worst.peak15Kw)}`),
    `  ${worst.command}`,
  ];
}

/** The night in which the order is most clearly the other one, under both. */
function flips({ name, against }: ComparedVariant, baseline: string): string[] {
  const [most] = against?.flips.worst ?? [];
  if (against === null || most === undefined) return [];
  const { count } = against.flips;
  return [
    ...row(
      "flips",
      `in ${nightsText(count)} the peaks of ${name} and ${baseline} differ the other way; ` +
        `most with seed ${most.seed}: ${signedKw(most.peak15Kw)}`,
    ),
    `  ${most.command}`,
    `  ${most.baselineCommand}`,
  ];
}

function nightsText(nights: number): string {
  return nights === 1 ? "one night" : `${grouped(nights, 0)} nights`;
}

/** A share of a battery, to a tenth of a percent. */
function soc(share: number): string {
  return `${grouped(share * 100, 1).replace("-", "−")} %`;
}

import type { StudySummary } from "../study/index.ts";
import { brokenText } from "./brokenText.ts";
import { grouped } from "./grouped.ts";
import { kw, kwh } from "./kw.ts";
import { COLUMNS, row } from "./row.ts";
import { wrapped } from "./wrapped.ts";

/** Failures named before the rest is counted. */
const NAMED = 3;
/** Energy that a bus lacks is told from here on [kWh]. */
const TOLD_KWH = 0.05;

/** What `run --seeds` tells people: the verdict first; at most 80 columns, commands aside. */
export function studyText(summary: StudySummary): string {
  const { peak15Kw: peak, unmetKwh: unmet, worst, nights, runs, strategy, varied } = summary;
  const lines = [
    ...wrapped(verdict(summary), COLUMNS),
    "",
    ...(peak === null ? row("peak", "none: no night was done") : row("peak", peakText(peak))),
    ...(worst === null ? [] : row("worst", worstText(worst))),
    ...(worst === null ? [] : [`  ${worst.command}`]),
    ...(unmet === null || unmet.max < TOLD_KWH ? [] : row("unmet", unmetText(unmet))),
    ...(nights.withLate === 0 ? [] : row("late", `a bus, in ${nightsText(nights.withLate)}`)),
    ...(nights.withBreach === 0
      ? []
      : row("limits", `broken by charging in ${nightsText(nights.withBreach)}`)),
    ...nights.brokenAssertions.flatMap((broken, i) =>
      row(i === 0 ? "asserted" : "", brokenText(broken, runs.done)),
    ),
    ...summary.failures
      .slice(0, NAMED)
      .flatMap(({ seed, error, command }) => [
        ...row("failed", `seed ${seed}: ${error}`),
        `  ${command}`,
      ]),
    ...(runs.failed > NAMED
      ? row("", `and ${grouped(runs.failed - NAMED, 0)} more, in runs.ndjson`)
      : []),
    ...row("strategy", strategy),
    ...row("runs", `${grouped(runs.done, 0)} of ${grouped(runs.planned, 0)}, ${varied}`),
  ];
  return `${lines.join("\n")}\n`;
}

function verdict({ nights, runs, complete }: StudySummary): string {
  const share = nights.shareReady === null ? "" : ` (${percent(nights.shareReady)} %)`;
  const failed = runs.failed === 0 ? "" : `; ${grouped(runs.failed, 0)} failed`;
  return (
    `${complete ? "" : "SO FAR: "}every bus leaves ready in ${grouped(nights.everyBusReady, 0)} ` +
    `of ${grouped(runs.done, 0)} nights${share}${failed}`
  );
}

function peakText({ p5, median, p95, max }: NonNullable<StudySummary["peak15Kw"]>): string {
  if (kw(p5) === kw(max)) return `${kw(max)} in nearly every night`;
  return (
    `${kw(median)} in the middle of all nights, ${kw(p5)} to ${kw(p95)} in nine of ten, ` +
    `${kw(max)} at worst`
  );
}

function unmetText({ median, p95, max }: NonNullable<StudySummary["unmetKwh"]>): string {
  const most = `${kwh(max)} at most`;
  if (p95 < TOLD_KWH) return `none in 95 % of all nights, ${most}`;
  return `${kwh(median)} in the middle of all nights, ${kwh(p95)} or less in 95 %, ${most}`;
}

function nightsText(nights: number): string {
  return nights === 1 ? "one night" : `${grouped(nights, 0)} nights`;
}

/** Rounded down: 100 % are all of them. */
function percent(share: number): string {
  return String(Math.floor(share * 1000) / 10);
}

function worstText({ seed, peak15Kw, peak15At }: NonNullable<StudySummary["worst"]>): string {
  const [date, time = ""] = (peak15At ?? "").split("T");
  const when = date === "" ? "" : ` in the quarter-hour from ${time.slice(0, 5)} on ${date}`;
  return `seed ${seed}: ${kw(peak15Kw)}${when}`;
}

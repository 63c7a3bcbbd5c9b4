import type { PointQueue } from "../../kpi/index.ts";
import type { Limiting, SizePoint, SizeReport, SizeResult } from "../../study/index.ts";
import { grouped } from "../grouped.ts";
import { kw, kwh } from "../kw.ts";
import { percent } from "../percent.ts";
import { COLUMNS, row } from "../row.ts";
import { wrapped } from "../wrapped.ts";
import { clockOf } from "./clockOf.ts";
import { sized } from "./sized.ts";

/** Points of the curve that are shown. */
const MOST_POINTS = 12;
/** Buses named before the rest is counted. */
const NAMED = 3;

/** What `size` tells people: the verdicts first; at most 80 columns, commands aside. */
export function sizeText(report: SizeReport): string {
  const lines = [
    ...report.sizes.flatMap((size) => wrapped(verdict(size, report), COLUMNS)),
    "",
    ...report.sizes.flatMap((size) => [
      ...(report.sizes.length > 1 ? [`${size.strategy}:`] : []),
      ...resultRows(size, report),
    ]),
    ...boundRows(report),
    ...report.failures
      .slice(0, NAMED)
      .flatMap(({ error, command }) => [...row("FAILED", error), `  ${command}`]),
    ...(report.failures.length > NAMED
      ? row("", `and ${report.failures.length - NAMED} more, in runs.ndjson`)
      : []),
    ...report.warnings.flatMap((warning) => row("WARNING", warning)),
    ...row("nights", `${report.varied}, ${report.scenarios.join(", ")}`),
    ...row("runs", runs(report)),
  ];
  return `${lines.join("\n")}\n`;
}

/** `1,430 kW serve every night; leastLaxityFirst`. */
function verdict(result: SizeResult, { unit, quantity, share }: SizeReport): string {
  const { value, strategy, served, nights, between } = result;
  if (value !== null) {
    const what =
      served === nights ? "every night" : `${grouped(served, 0)} of ${grouped(nights, 0)} nights`;
    const of = unit === "" ? ` of ${quantity}` : "";
    return `${sized(value, unit)}${of} serve ${what}; ${strategy}`;
  }
  if (between !== null) {
    const [low, high] = between.map((size) => sized(size, unit));
    return `SO FAR: between ${low} and ${high} for ${strategy}; it was interrupted`;
  }
  return `NO SIZE of ${quantity} serves ${percent(share)} of nights with ${strategy}`;
}

function runs({ runs, bruteForceRuns }: SizeReport): string {
  const all =
    bruteForceRuns === null ? "" : `; every size in every night: ${grouped(bruteForceRuns, 0)}`;
  return grouped(runs, 0) + all;
}

function resultRows(result: SizeResult, report: SizeReport): string[] {
  const { value, limitedBy, notReachable, notMonotone, marginal, curve } = result;
  const { unit } = report;
  return [
    ...notReachable.flatMap((why) => row("why", why)),
    ...(value === null ? [] : row("certain", certainty(result, report))),
    ...(limitedBy.length === 0 ? [] : row("limited by", limiting(limitedBy[0]!))),
    ...(limitedBy.length === 0 ? [] : [`  ${limitedBy[0]!.command}`]),
    ...(marginal === null ? [] : row("worth", worth(result, unit))),
    ...(value === null ? [] : row("in use", inUse(result))),
    ...(result.unavoidablyShort + result.unavoidablyLate > 0 ? row("apart", apart(result)) : []),
    ...(notMonotone.length === 0
      ? []
      : row("uneven", `serve less than a smaller one: ${shortList(notMonotone, unit)}`)),
    ...curveRows(curve, unit),
  ];
}

function certainty(result: SizeResult, { unit, share }: SizeReport): string {
  const { value, interval, shareServed } = result;
  const larger = `it and ten sizes up to ${sized(Math.ceil(value! * 1.1), unit)} all do`;
  const known =
    interval === null
      ? "one night is no sample: try --seeds"
      : `${percent(shareServed!)} of nights served, ${percent(share)} wanted; the true share is ` +
        `${percent(interval.low, undefined, Math.floor)} to ${percent(interval.high)} (Wilson, 95 %)`;
  return `${larger}; no smaller size does; ${known}`;
}

function limiting(why: Limiting): string {
  const { scenario, seed, night, from, vehicles, lackingKwh, refused } = why;
  if (refused !== null) return refused;
  const when = `${scenario}, seed ${seed}, night of ${night ?? "none"}`;
  if (vehicles.length === 0) {
    const at = from === null ? "" : `; the peak is at ${clockOf(from)}`;
    return `${when}: charging or base load breaks a limit${at}`;
  }
  const more = vehicles.length - NAMED;
  const names = vehicles.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return `${when}: ${whereOf(why)}; ${names}, ${kwh(lackingKwh)} lacking`;
}

function whereOf({ node, cabinet, from, to, queue }: Limiting): string {
  const full = node ?? (cabinet === null ? null : `cabinet ${cabinet}`);
  const parts = [
    ...(full === null ? [] : [`${full} has nothing left from ${clockOf(from)} to ${clockOf(to)}`]),
    ...(queue === null ? [] : [queueText(queue)]),
  ];
  return parts.length === 0 ? "no limit is used up" : parts.join("; ");
}

function queueText({ vehicles, from, to, atOnce, longestMin }: PointQueue): string {
  return (
    `no point is free from ${clockOf(from)} to ${clockOf(to)}, ${grouped(atOnce, 0)} waiting at once, ` +
    `${vehicles[0]!} for ${grouped(longestMin, 0)} min`
  );
}

function worth({ marginal }: SizeResult, unit: SizeReport["unit"]): string {
  const { step, nextNights, nextKwh, lastNights, lastKwh } = marginal!;
  const by = sized(step, unit);
  return (
    `the next ${by}: ${nights(nextNights)} more, ${kwh(nextKwh)} more; ` +
    `the last ${by}: ${nights(lastNights)}, ${kwh(lastKwh)}`
  );
}

function nights(count: number): string {
  return count === 1 ? "1 night" : `${grouped(count, 0)} nights`;
}

function inUse({ pointsAtOnce, cabinetsAtOnce, peak15Kw }: SizeResult): string {
  const cabinets = cabinetsAtOnce ? `, ${grouped(cabinetsAtOnce, 0)} cabinets` : "";
  return `${grouped(pointsAtOnce ?? 0, 0)} points at once${cabinets}; peak ${kw(peak15Kw ?? 0)}`;
}

function apart({ unavoidablyShort, unavoidablyLate }: SizeResult): string {
  return (
    `${grouped(unavoidablyShort, 0)} departures short and ${grouped(unavoidablyLate, 0)} late ` +
    "on any connection; they count as served"
  );
}

function boundRows({ bounds, sizes }: SizeReport): string[] {
  const { exactMinPeakKw, carriedMinPeakKw, undrivenNights, kind, plugAndChargePeak15Kw } = bounds;
  if (plugAndChargePeak15Kw === null || sizes.length === 0) return [];
  const is = kind === "exact" ? "exact" : "a lower bound";
  const undriven =
    undrivenNights === 0 ? "" : `: in ${nights(undrivenNights)} not every block can be driven`;
  return row(
    "bounds",
    `no strategy needs less than ${least(exactMinPeakKw)} (${is}), with energy carried from stay to ` +
      `stay ${least(carriedMinPeakKw)}${undriven}; plug and charge draws ${kw(plugAndChargePeak15Kw)}`,
  );
}

function least(value: number | null): string {
  return value === null ? "unknown" : kw(value);
}

/** The curve around where it turns. */
function curveRows(curve: readonly SizePoint[], unit: SizeReport["unit"]): string[] {
  if (curve.length === 0) return [];
  return curvePoints(curve.filter(isTold)).flatMap((point, i) =>
    row(i === 0 ? "curve" : "", `${sized(point.size, unit).padStart(10)}  ${served(point)}`),
  );
}

/** Where only some nights say that it is not enough, nothing is known of the others. */
function isTold({ isEnough, lackingKwh }: SizePoint): boolean {
  return isEnough || lackingKwh !== null;
}

function served({ shareServed, lackingKwh, worstBus }: SizePoint): string {
  const share = `${percent(shareServed!, undefined, Math.floor).padStart(5)} of nights`;
  const worst = worstBus === null ? "" : `, worst ${worstBus}`;
  return share + (lackingKwh === null ? "" : `, ${kwh(lackingKwh)} lacking`) + worst;
}

/** So few that people can read them: the ends, and what lies evenly between. */
export function curvePoints(curve: readonly SizePoint[]): readonly SizePoint[] {
  const every = (curve.length - 1) / (MOST_POINTS - 1);
  if (every <= 1) return curve;
  return Array.from({ length: MOST_POINTS }, (_, i) => curve[Math.round(i * every)]!);
}

function shortList(sizes: readonly number[], unit: SizeReport["unit"]): string {
  const shown = sizes.slice(0, NAMED).map((size) => sized(size, unit));
  return shown.join(", ") + (sizes.length > NAMED ? ` and ${sizes.length - NAMED} more` : "");
}

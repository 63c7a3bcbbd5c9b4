import {
  departures,
  isLate,
  isShort,
  type RunResult,
  type StayOutcome,
  type Summary,
} from "../kpi/index.ts";
import { kw, kwh } from "./kw.ts";
import { COLUMNS, row } from "./row.ts";
import { wrapped } from "./wrapped.ts";

/** Buses named before the rest is counted. */
const NAMED = 5;

/**
 * What `run` tells people: the verdict first, then what it rests on; at most 80 columns.
 * @param reasons why buses were short, a sentence each
 */
export function terminalSummary(
  summary: Summary,
  run: RunResult,
  strategySays: string,
  reasons: readonly string[] = [],
): string {
  const { site, bounds, energy, limits, strategy, target } = summary;
  const lines = [
    ...wrapped(verdict(summary, run), COLUMNS),
    "",
    ...reasons.flatMap((reason) => row("why", reason)),
    ...row("peak", peakText(summary)),
    ...(bounds.plugAndChargePeak15Kw === null || strategy === "immediate"
      ? []
      : row("", `plug and charge would draw ${kw(bounds.plugAndChargePeak15Kw)}`)),
    ...(bounds.exactMinPeakKw === null ? [] : row("", foresight(bounds))),
    ...row("highest", `${kw(site.maxKw)} for an instant`),
    ...row(
      "energy",
      `${kwh(energy.gridKwh)} from the grid: ${kwh(energy.batteryKwh)} into batteries, ` +
        `${kwh(energy.lossKwh)} lost in charging` +
        (energy.baseLoadKwh > 0 ? `, ${kwh(energy.baseLoadKwh)} base load` : ""),
    ),
    ...(energy.unmetKwh >= 0.05 ? row("unmet", `${kwh(energy.unmetKwh)} short at departure`) : []),
    ...(energy.deficitKwh >= 0.05
      ? row("deficit", `${kwh(energy.deficitKwh)} used on the road beyond what batteries held`)
      : []),
    ...row("limits", hasLimits(run) ? limitsText(limits) : "none given"),
    ...row("strategy", `${strategy}: ${strategySays}`),
    ...row("target", targetInWords(target)),
    ...row("period", periodText(summary, run)),
  ];
  return `${lines.join("\n")}\n`;
}

function verdict(
  { departures: { total, late, short }, complete }: Summary,
  run: RunResult,
): string {
  const left = departures(run);
  const parts = [`${total - short} of ${total} buses leave ready`];
  if (short > 0) {
    const worst = left.filter(isShort).toSorted((a, b) => b.unmetKwh - a.unmetKwh);
    parts.push(`${short} short: ${named(worst, socText)}`);
  }
  if (late > 0) {
    const latest = left.filter(isLate).toSorted((a, b) => lateMin(b) - lateMin(a));
    parts.push(`${late} late: ${named(latest, (stay) => `${Math.ceil(lateMin(stay))} min`)}`);
  }
  return `${complete ? "" : "INTERRUPTED, so far: "}${parts.join("; ")}`;
}

function named(stays: readonly StayOutcome[], detail: (stay: StayOutcome) => string): string {
  const names = stays.slice(0, NAMED).map((stay) => `${stay.vehicleId} (${detail(stay)})`);
  const rest = stays.length - names.length;
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function socText({ socAtDeparture, targetSoc }: StayOutcome): string {
  return `${Math.floor(socAtDeparture * 1000) / 10} % of ${Math.round(targetSoc * 1000) / 10} %`;
}

function lateMin({ departedAtMs, plannedDepartureAtMs }: StayOutcome): number {
  return ((departedAtMs ?? 0) - (plannedDepartureAtMs ?? 0)) / 60_000;
}

/** The smallest peaks, for people. */
function foresight({ exactMinPeakKw, carriedMinPeakKw, kind }: Summary["bounds"]): string {
  const least = kind === "exact" ? "" : "at least ";
  const carried =
    carriedMinPeakKw === null ? "" : `, ${kw(carriedMinPeakKw)} with energy kept from stay to stay`;
  return `with perfect foresight ${least}${kw(exactMinPeakKw ?? 0)} would do${carried}`;
}

function peakText({ site }: Summary): string {
  if (site.peak15At === null) return "none";
  const [date, time = ""] = site.peak15At.split("T");
  return (
    `${kw(site.peak15Kw)} in the quarter-hour from ${time.slice(0, 5)} on ${date}` +
    (site.peak15ServiceDay === date ? "" : `, service day ${site.peak15ServiceDay}`)
  );
}

function periodText({ from, to, seed }: Summary, { window, untilMs }: RunResult): string {
  const period =
    untilMs < window.fromMs
      ? `stopped before ${from.slice(0, 16)}, when it begins`
      : `${from.slice(0, 16)} to ${to.slice(0, 16)}`;
  return `${period}, seed ${seed}`;
}

function hasLimits({ nodes }: RunResult): boolean {
  return nodes.some(({ contractKw, maxKw }) => Math.min(contractKw.min, maxKw.min) < Infinity);
}

function limitsText({
  contractBreaches,
  maxBreaches,
  breachesByBaseLoad,
}: Summary["limits"]): string {
  const parts = [
    count(contractBreaches, "quarter-hour above contract", "quarter-hours above contract"),
    count(maxBreaches, "spell above maximum", "spells above maximum"),
    count(breachesByBaseLoad, "breach by base load alone", "breaches by base load alone"),
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(", ") : "kept";
}

function count(n: number, one: string, many: string): string {
  return n === 0 ? "" : `${n} ${n === 1 ? one : many}`;
}

function targetInWords(target: string): string {
  if (target === "full") return "full: leave with a full battery";
  return `${target}: what the ${target.startsWith("next") ? "next block uses" : "last block used"}`;
}

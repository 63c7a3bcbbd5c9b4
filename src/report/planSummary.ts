import type { ChargingPlan, PlannedCharging, PlanningProblem } from "../messages/index.ts";
import { grouped } from "./grouped.ts";
import { kw, kwh } from "./kw.ts";
import { COLUMNS, row } from "./row.ts";
import { shortfallText } from "./shortfallText.ts";
import { wrapped } from "./wrapped.ts";

/** Buses named before the rest is counted. */
const NAMED = 5;

/**
 * What `plan` tells people: the verdict first, then what it rests on; at most 80 columns.
 * @param problemHash what the problem is called
 */
export function planSummary(
  problem: PlanningProblem,
  plan: ChargingPlan,
  problemHash: string,
): string {
  const short = plan.sessions
    .filter(({ unmetKwh }) => unmetKwh > 0)
    .toSorted((a, b) => b.unmetKwh - a.unmetKwh);
  const below = plan.sessions.filter(
    ({ unmetKwh, desiredAtMs }) => unmetKwh === 0 && desiredAtMs === null,
  );
  const lines = [
    ...wrapped(verdict(plan.sessions.length, short), COLUMNS),
    "",
    ...row("peak", peakText(problem, plan)),
    ...row("energy", energyText(problem, plan)),
    ...(short.length > 0 ? row("unmet", `${kwh(plan.unmetKwh)} short of what must be`) : []),
    ...shortTexts(problem, plan).flatMap((text) => row("", text)),
    ...(below.length > 0
      ? row("desired", `${below.length} ready, but with less than they should have`)
      : []),
    ...worthRows(plan),
    ...(plan.relaxed.length > 0 ? row("relaxed", plan.relaxed.join(", ")) : []),
    ...row("solver", `${plan.solver}, problem ${problemHash.slice(0, 8)}`),
    ...row("period", `${utc(problem.fromMs)} to ${utc(problem.toMs)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function verdict(total: number, short: readonly PlannedCharging[]): string {
  const ready = `${total - short.length} of ${total} buses can be ready`;
  if (short.length === 0) return ready;
  const names = short.slice(0, NAMED).map(({ id, unmetKwh }) => `${id} (${kwh(unmetKwh)})`);
  const rest = short.length - names.length;
  return `${ready}; ${short.length} short: ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function peakText({ peakEurPerKw }: PlanningProblem, plan: ChargingPlan): string {
  const { kind, peakKw, lowerBoundKw } = plan;
  const isWeighed = peakEurPerKw !== null && plan.energyEur !== null;
  if (kind === "exact") {
    const least = isWeighed ? `${kw(lowerBoundKw)} would do` : "none is smaller";
    return `${kw(peakKw)}, exact: ${isWeighed ? `best for its price, ` : ""}${least}`;
  }
  if (kind === "relaxed") {
    return `${kw(peakKw)} when what is relaxed is left out, at least as much with it`;
  }
  const gapKw = Math.max(0, peakKw - lowerBoundKw);
  return gapKw < 0.05
    ? `${kw(peakKw)}: none is smaller`
    : `${kw(peakKw)}, at most ${kw(gapKw)} above the smallest`;
}

function energyText({ sessions }: PlanningProblem, plan: ChargingPlan): string {
  const storedKwh = plan.sessions.reduce(
    (sum, { leavesWithKwh }, i) => sum + leavesWithKwh - sessions[i]!.storedKwh,
    0,
  );
  const cost = plan.energyEur === null ? "" : ` for ${grouped(plan.energyEur, 2)} EUR`;
  return `${kwh(storedKwh)} into batteries${cost}`;
}

function shortTexts(problem: PlanningProblem, plan: ChargingPlan): string[] {
  return plan.sessions
    .map((charging, i) => ({ charging, session: problem.sessions[i]! }))
    .filter(({ charging }) => charging.unmetKwh > 0)
    .toSorted((a, b) => b.charging.unmetKwh - a.charging.unmetKwh)
    .slice(0, NAMED)
    .map(({ charging, session }) => shortfallText(problem, session, charging));
}

/** What one more kW would be worth, where it is worth anything. */
function worthRows({ marginal }: ChargingPlan): string[] {
  const [savedEur] = marginal.peakEurPerKw ?? [0];
  const best = marginal.nodes.toSorted((a, b) => b.kwhPerKw - a.kwhPerKw)[0];
  const parts = [
    ...(savedEur >= 0.000_05 ? [`of peak saves ${grouped(savedEur, 4)} EUR`] : []),
    ...(best === undefined ? [] : [`at ${best.id} charges ${kwh(best.kwhPerKw)} more`]),
  ];
  return parts.length === 0 ? [] : row("worth", `one more kW ${parts.join(", ")}`);
}

function utc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16)}Z`;
}

import { isUnserved, type RunResult } from "../kpi/index.ts";
import type { StayOutcome } from "../operations/index.ts";
import type { Scenario, Span } from "../scenario/index.ts";
import type { Violation } from "./violation.ts";

/** An instant is exact to 2^-12 ms: so much energy a stay is rounding [kWh]. */
const SLACK_KWH = 1e-6;

/** Strategies that know when a bus must leave, so that what befalls others leaves it as it is. */
const MINDFUL = new Set(["leastLaxityFirst", "earliestDeadlineFirst", "balanced", "peakShaving"]);

/**
 * What must hold of a night that is over.
 * @param calm the same night without a fault
 * @param befell when something befell somebody
 */
export function endOfNight(
  result: RunResult,
  calm: RunResult,
  spec: Scenario,
  befell: readonly Span[],
): Violation | null {
  const { untilMs: atMs, stays } = result;
  const stored = [sum(result.batteryKwh), sum(stays.map((stay) => stay.batteryKwh))] as const;
  const drawn = [
    sum(result.nodes[0]!.chargingKwh),
    sum(stays.map((stay) => stay.gridKwh)),
  ] as const;
  for (const [what, [metered, told]] of Object.entries({ stored, drawn })) {
    if (Math.abs(metered - told) <= SLACK_KWH * (1 + stays.length)) continue;
    return { rule: "energy", atMs, found: `${metered} kWh ${what}, but ${told} kWh by bus` };
  }
  if (!MINDFUL.has(spec.law.name)) return null;
  const short = isUnserved(calm);
  const left = stays.find((stay) => short(stay) && isUndisturbed(stay, spec, befell));
  if (left === undefined) return null;
  const found = `${left.vehicleId} left with soc ${left.socAtDeparture.toFixed(4)}, its target was ${left.targetSoc.toFixed(4)}, and nothing befell it`;
  return { rule: "readiness", atMs: left.departedAtMs ?? atMs, found };
}

/** Nothing befell it nor, while it was there, anybody who shares the grid with it. */
function isUndisturbed(stay: StayOutcome, { run }: Scenario, befell: readonly Span[]): boolean {
  const stayFromMs = stay.arrivedAtMs ?? run.fromMs;
  const stayToMs = stay.departedAtMs ?? run.toMs;
  return !befell.some(({ fromMs, toMs }) => fromMs < stayToMs && toMs > stayFromMs);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

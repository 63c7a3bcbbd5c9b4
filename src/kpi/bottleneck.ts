import type { StayOutcome } from "../operations/index.ts";
import type { Calendar } from "./calendar.ts";
import { quarterHours } from "./quarterHours.ts";
import type { NodeResult, RunResult } from "./runResult.ts";
import type { unserved } from "./served.ts";

const QUARTER_HOUR_MS = 900_000;
const HALF_DAY_MS = 43_200_000;
/** A limit is used up where a quarter-hour draws so much of it (estimate: hysteresis of laws leaves some). */
const USED_UP = 0.97;

/** Why departures were not served: the worst night and what was short there. */
export interface Bottleneck {
  /** Service day of the night whose buses lack most. */
  readonly night: string;
  /** Buses not served then, those that lack most first. */
  readonly vehicles: readonly string[];
  readonly lackingKwh: number;
  /** Grid node whose limit was used up for longest while the worst of them could charge; null: none was. */
  readonly node: string | null;
  /** First and end of the quarter-hours in which it was. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether the worst of them waited for a point. */
  readonly waitedForPoint: boolean;
}

/** @param missed its departures that are not served; null: there are none */
export function bottleneck(
  run: RunResult,
  missed: ReturnType<typeof unserved>,
  calendar: Calendar,
): Bottleneck | null {
  const nights = new Map<string, (typeof missed)[number][]>();
  for (const one of missed) {
    // Whoever leaves in the morning was there in the night that the day before ended with.
    const night = calendar.serviceDay(one.stay.plannedDepartureAtMs! - HALF_DAY_MS);
    nights.set(night, [...(nights.get(night) ?? []), one]);
  }
  const sums = [...nights].map(([night, list]) => ({
    night,
    list: list.toSorted((a, b) => b.lackingKwh - a.lackingKwh),
    lackingKwh: list.reduce((sum, { lackingKwh }) => sum + lackingKwh, 0),
  }));
  const worst = sums.toSorted(
    (a, b) => b.lackingKwh - a.lackingKwh || (a.night < b.night ? -1 : 1),
  )[0];
  if (worst === undefined) return null;
  const { stay } = worst.list[0]!;
  const full = run.nodes
    .map((node) => ({ node: node.id, atMs: usedUpDuring(run, node, stay) }))
    // Parents come first, and are named where a feeder was used up for no longer.
    .reduce((most, one) => (one.atMs.length > most.atMs.length ? one : most));
  const [firstMs, lastMs] = [full.atMs[0], full.atMs.at(-1)];
  return {
    night: worst.night,
    vehicles: [...new Set(worst.list.map(({ stay: { vehicleId } }) => vehicleId))],
    lackingKwh: worst.lackingKwh,
    node: firstMs === undefined ? null : full.node,
    from: firstMs === undefined ? null : calendar.iso(firstMs),
    to: lastMs === undefined ? null : calendar.iso(lastMs + QUARTER_HOUR_MS),
    waitedForPoint: (stay.queuedMs ?? 0) > 0,
  };
}

/** Quarter-hours of a stay in which a node had nothing left. */
function usedUpDuring(run: RunResult, node: NodeResult, stay: StayOutcome): number[] {
  const { contractKw, maxKw } = node;
  // A bus that never had a point has not met with any limit.
  if (stay.pluggedInAtMs === null) return [];
  if (contractKw.min === Infinity && maxKw.min === Infinity) return [];
  const fromMs = stay.pluggedInAtMs;
  const toMs = stay.unpluggedAtMs ?? stay.departedAtMs ?? run.untilMs;
  return quarterHours(run, node)
    .filter(({ atMs }) => atMs + QUARTER_HOUR_MS > fromMs && atMs < toMs)
    .filter(({ atMs, meanKw }) => meanKw >= USED_UP * Math.min(contractKw.at(atMs), maxKw.at(atMs)))
    .map(({ atMs }) => atMs);
}

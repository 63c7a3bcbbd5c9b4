import type { StayOutcome } from "../operations/index.ts";
import type { Calendar } from "./calendar.ts";
import { type PointQueue, pointQueue } from "./pointQueue.ts";
import { quarterHours } from "./quarterHours.ts";
import type { CabinetResult, NodeResult, RunResult } from "./runResult.ts";
import type { unserved } from "./served.ts";

const QUARTER_HOUR_MS = 900_000;
const QUARTERS_PER_HOUR = 4;
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
  /** Its cabinet, where that was used up for longer than any node; then there is no node. */
  readonly cabinet: string | null;
  /** First and end of the quarter-hours in which it was. */
  readonly from: string | null;
  readonly to: string | null;
  /** Who waited for a point that night; null: nobody did. */
  readonly queue: PointQueue | null;
}

/** @param missed its departures that are not served; null: there are none */
export function bottleneck(
  run: RunResult,
  missed: ReturnType<typeof unserved>,
  calendar: Calendar,
): Bottleneck | null {
  // Whoever leaves in the morning was there in the night that the day before ended with.
  const nightOf = ({ plannedDepartureAtMs }: StayOutcome): string =>
    calendar.serviceDay((plannedDepartureAtMs ?? run.untilMs) - HALF_DAY_MS);
  const nights = new Map<string, (typeof missed)[number][]>();
  for (const one of missed) {
    const night = nightOf(one.stay);
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
  const own = run.cabinets.filter(({ id }) => id === cabinetOf(run, stay));
  const full = [
    ...run.nodes.map(({ id }, n) => ({
      node: id,
      cabinet: null,
      atMs: nodeUsedUp(run, run.nodes[n]!, stay),
    })),
    ...own.map((cabinet) => ({
      node: null,
      cabinet: cabinet.id,
      atMs: cabinetUsedUp(run, cabinet, stay),
    })),
    // Parents come first, and are named where a feeder was used up for no longer.
  ].reduce((most, one) => (one.atMs.length > most.atMs.length ? one : most));
  const [firstMs, lastMs] = [full.atMs[0], full.atMs.at(-1)];
  return {
    night: worst.night,
    vehicles: [...new Set(worst.list.map(({ stay: { vehicleId } }) => vehicleId))],
    lackingKwh: worst.lackingKwh,
    node: firstMs === undefined ? null : full.node,
    cabinet: firstMs === undefined ? null : full.cabinet,
    from: firstMs === undefined ? null : calendar.iso(firstMs),
    to: lastMs === undefined ? null : calendar.iso(lastMs + QUARTER_HOUR_MS),
    queue: pointQueue(
      run,
      run.stays.filter((one) => nightOf(one) === worst.night),
      calendar,
    ),
  };
}

/** Quarter-hours of a stay in which a node had nothing left. */
function nodeUsedUp(run: RunResult, node: NodeResult, stay: StayOutcome): number[] {
  const { contractKw, maxKw } = node;
  if (contractKw.min === Infinity && maxKw.min === Infinity) return [];
  const isDuring = quartersOf(run, stay);
  return quarterHours(run, node)
    .filter(({ atMs }) => isDuring(atMs))
    .filter(({ atMs, meanKw }) => meanKw >= USED_UP * Math.min(contractKw.at(atMs), maxKw.at(atMs)))
    .map(({ atMs }) => atMs);
}

/** The same of a cabinet's modules; of a run that did not meter its points nothing is known. */
function cabinetUsedUp(run: RunResult, cabinet: CabinetResult, stay: StayOutcome): number[] {
  const metered = (run.points ?? []).filter(
    (_, point) => run.pointTotals[point]!.cabinetId === cabinet.id,
  );
  const isDuring = quartersOf(run, stay);
  return quarterHours(run, run.nodes[0]!)
    .map(({ atMs }) => atMs)
    .filter((atMs) => {
      const index = (atMs - run.meteredFromMs) / QUARTER_HOUR_MS;
      const kwh = metered.reduce((sum, { outletKwh }) => sum + (outletKwh[index] ?? 0), 0);
      return isDuring(atMs) && kwh * QUARTERS_PER_HOUR >= USED_UP * cabinet.ratedKw;
    });
}

function cabinetOf({ pointTotals }: RunResult, { pointId }: StayOutcome): string | null {
  return pointTotals.find(({ id }) => id === pointId)?.cabinetId ?? null;
}

/** Whether a quarter-hour falls into the time that a bus was plugged in: without a point it meets no limit. */
function quartersOf(run: RunResult, stay: StayOutcome): (atMs: number) => boolean {
  const fromMs = stay.pluggedInAtMs ?? Infinity;
  const toMs = stay.unpluggedAtMs ?? stay.departedAtMs ?? run.untilMs;
  return (atMs) => atMs + QUARTER_HOUR_MS > fromMs && atMs < toMs;
}

import type { PointQuarterHour, RecordedStay, RunRecord } from "../record/index.ts";
import { atRisk } from "./departed.ts";
import type { Span } from "./told.ts";

const QUARTER_HOUR_MS = 900_000;
/** Shares of a rating that are told apart. */
const LEVELS = 4;

/** A stretch of charging within one of a few levels of power. */
export interface ChargingStretch extends Span {
  /** 1 to 4: up to a quarter of the point's rating … up to all of it. */
  readonly level: number;
  /** Highest quarter-hour mean in it [kW]. */
  readonly mostKw: number;
}

/** A stay within a span of time. */
export interface ShownStay {
  readonly stay: RecordedStay;
  readonly here: Span;
  readonly plugged: Span | null;
  readonly charging: readonly ChargingStretch[];
}

/** A bus and its stays within a span of time. */
export interface StayRow {
  readonly vehicleId: string;
  /** Whether it leaves short or late within the span. */
  readonly isAtRisk: boolean;
  readonly stays: readonly ShownStay[];
}

/**
 * Buses with stays in a span of time: those at risk first, then in the order of departure. Buses that left
 * before the reported period are left out.
 */
export function stayRows(record: RunRecord, span: Span): StayRow[] {
  const rows = new Map<string, ShownStay[]>();
  for (const stay of record.stays) {
    const here = clipped(record, stay.arrivedAtMs, stay.departedAtMs, span);
    if (here === null) continue;
    const list = rows.get(stay.vehicleId) ?? [];
    rows.set(stay.vehicleId, list);
    const plugged =
      stay.pluggedInAtMs === null
        ? null
        : clipped(record, stay.pluggedInAtMs, stay.unpluggedAtMs, span);
    list.push({ stay, here, plugged, charging: chargingOf(record, stay, plugged) });
  }
  return [...rows]
    .filter(([, stays]) => stays.some(({ here }) => here.toMs > record.depot.window.fromMs))
    .map(([vehicleId, stays]) => {
      const isAtRisk = stays.some(({ stay }) => atRisk(stay) && leavesWithin(stay, span));
      return { vehicleId, isAtRisk, stays };
    })
    .toSorted(
      (a, b) =>
        Number(b.isAtRisk) - Number(a.isAtRisk) ||
        leavesAtMs(a, span) - leavesAtMs(b, span) ||
        (a.vehicleId < b.vehicleId ? -1 : 1),
    );
}

/** Whether a bus was to leave in a span of time. */
export function leavesWithin({ plannedDepartureAtMs: atMs }: RecordedStay, span: Span): boolean {
  return atMs !== null && atMs >= span.fromMs && atMs < span.toMs;
}

/** When a bus was to leave for the last time in the span: in the morning, as a rule. */
function leavesAtMs({ stays }: StayRow, span: Span): number {
  const times = stays
    .filter(({ stay }) => leavesWithin(stay, span))
    .map(({ stay }) => stay.plannedDepartureAtMs ?? Infinity);
  return times.length === 0 ? Infinity : Math.max(...times);
}

/** @param fromMs null: since the run began @param toMs null: to its end */
function clipped(
  { depot: { run, untilMs } }: RunRecord,
  fromMs: number | null,
  toMs: number | null,
  span: Span,
): Span | null {
  const from = Math.max(fromMs ?? run.fromMs, span.fromMs);
  const to = Math.min(toMs ?? Math.min(run.toMs, untilMs), span.toMs);
  return to > from ? { fromMs: from, toMs: to } : null;
}

function chargingOf(
  { points, depot }: RunRecord,
  { pointId }: RecordedStay,
  plugged: Span | null,
): ChargingStretch[] {
  const series = pointId === null || plugged === null ? undefined : points?.get(pointId);
  if (series === undefined || plugged === null) return [];
  const ratedKw = depot.points.find(({ id }) => id === pointId)?.ratedKw ?? Infinity;
  const stretches: ChargingStretch[] = [];
  for (const { atMs, meanKw } of within(series, plugged)) {
    const fromMs = Math.max(atMs, plugged.fromMs);
    const toMs = Math.min(atMs + QUARTER_HOUR_MS, plugged.toMs);
    // A bus that came or left within the quarter-hour gave it all its energy.
    const kw = Math.min(ratedKw, (meanKw * QUARTER_HOUR_MS) / Math.max(60_000, toMs - fromMs));
    const level = Math.min(LEVELS, Math.max(1, Math.ceil((kw / ratedKw) * LEVELS - 0.01)));
    const last = stretches.at(-1);
    if (last !== undefined && last.level === level && last.toMs === fromMs) {
      stretches[stretches.length - 1] = { ...last, toMs, mostKw: Math.max(last.mostKw, kw) };
    } else {
      stretches.push({ fromMs, toMs, level, mostKw: kw });
    }
  }
  return stretches;
}

function within(series: readonly PointQuarterHour[], { fromMs, toMs }: Span): PointQuarterHour[] {
  return series.filter(({ atMs }) => atMs + QUARTER_HOUR_MS > fromMs && atMs < toMs);
}

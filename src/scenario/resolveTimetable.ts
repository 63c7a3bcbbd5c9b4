import type { BusSpec } from "../depot/index.ts";
import {
  addDays,
  type BlockRow,
  type Dispatch,
  type Placement,
  placeBlocks,
  placeStays,
  type Stay,
  type Timetable,
  type VehiclePlan,
  type Zone,
} from "../operations/index.ts";
import type { SourceDocument } from "./readDocument.ts";
import { type Flaw, InputProblem } from "./inputProblem.ts";
import { mixedRows } from "./mixedRows.ts";
import { resolveCalendar } from "./resolveCalendar.ts";
import { resolveDays, type RunDays } from "./resolveDays.ts";
import { checkServed, resolveDispatch } from "./resolveDispatch.ts";
import type { Span } from "./scenario.ts";
import type { ScenarioFile } from "./schema/index.ts";

const QUARTER_HOUR_MS = 900_000;
/** After the last bus has come back for good, this long is run on (estimate: a night). */
const AFTER_LAST_MS = 12 * 3_600_000;
const DAY_MIN = 1440;

/** A timetable placed in time. */
export interface PlacedTimetable {
  readonly plans: readonly VehiclePlan[];
  readonly run: Span;
  readonly window: Span;
  readonly repeats: boolean;
  readonly warnings: readonly string[];
}

/**
 * Places rows in time: one day repeated, a range of dates, or the dates that the
 * file gives.
 * @throws InputProblem for dates that do not fit the file, and for a bus in two places
 */
export function resolveTimetable(
  file: ScenarioFile,
  source: SourceDocument,
  timetablePath: string,
  read: Timetable,
  zone: Zone,
  specs: ReadonlyMap<string, BusSpec>,
): PlacedTimetable {
  const dated = isDated(read);
  const kept = dated ? withinRange(read, file, source, timetablePath) : read;
  checkOneTypeABus(kept, timetablePath);
  const run: RunDays = dated
    ? { dates: [firstDate(kept)], reported: null, repeats: false }
    : resolveDays(file, source);
  const { days, warnings } = dated
    ? { days: [{ date: run.dates[0]!, code: null }], warnings: [] }
    : resolveCalendar(file, source, timetablePath, kept, run.dates);
  const placement: Placement = {
    zone,
    days,
    consumptionKwhPerKm: (type) => specs.get(type)?.consumptionKwhPerKm ?? 0,
  };
  const dispatch = resolveDispatch(file, source, specs, kept);
  const plans =
    kept.kind === "stays"
      ? placeStays(kept.rows, placement, plainDateOf(run))
      : dispatched(kept.rows, placement, dispatch, source);
  checkOnePlaceAtATime(plans, timetablePath, kept.kind);
  return {
    plans,
    ...spansOf(plans, run, zone),
    repeats: run.repeats,
    warnings: [
      ...mixedRows(file.timetable, kept, dated),
      ...warnings,
      ...repeatWarnings(run, kept),
    ],
  };
}

function dispatched(
  rows: readonly BlockRow[],
  placement: Placement,
  dispatch: Dispatch,
  source: SourceDocument,
): readonly VehiclePlan[] {
  const { plans, unserved, open } = placeBlocks(rows, placement, dispatch);
  checkServed(unserved, open, dispatch, source, placement.zone);
  return plans;
}

/** The one date whose copies of buses keep their plain names. */
function plainDateOf({ dates, reported }: RunDays): string | null {
  if (reported !== null && reported.from === reported.to) return reported.from;
  return dates.length === 1 ? dates[0]! : null;
}

/** What is run, from the first thing that any bus does on, and what of it is reported. */
function spansOf(
  plans: readonly VehiclePlan[],
  { dates, reported }: RunDays,
  zone: Zone,
): { readonly run: Span; readonly window: Span } {
  const reach = reachOf(plans);
  const window =
    reported === null
      ? wholeQuarters({
          fromMs: Math.min(reach.fromMs, zone.ofWallTime(dates[0]!, 0)),
          toMs: reach.toMs,
        })
      : {
          fromMs: zone.ofWallTime(reported.from, 0),
          toMs: zone.ofWallTime(addDays(reported.to, 1), 0),
        };
  const fromMs = Math.min(reach.fromMs, window.fromMs);
  return { run: { ...wholeQuarters({ fromMs, toMs: 0 }), toMs: window.toMs }, window };
}

function isDated(read: Timetable): boolean {
  return read.kind === "stays"
    ? read.rows.some((row) => row.arrive.date !== null)
    : read.rows.some((row) => row.depart.date !== null);
}

function dateOf(read: Timetable, i: number): string | null {
  return read.kind === "stays"
    ? (read.rows[i]?.arrive.date ?? null)
    : (read.rows[i]?.depart.date ?? null);
}

/** Rows of a dated file that begin within timetable.from and to. */
function withinRange(
  read: Timetable,
  { timetable }: ScenarioFile,
  source: SourceDocument,
  path: string,
): Timetable {
  const undated = read.rows.findIndex((_, i) => dateOf(read, i) === null);
  if (undated >= 0) {
    const dated = read.rows.findIndex((_, i) => dateOf(read, i) !== null);
    throw new InputProblem({
      place: { file: path, line: read.rows[undated]?.line },
      message: `found times without a date, those of line ${read.rows[dated]?.line} have one`,
      mend: "give all of them a date, or none",
    });
  }
  for (const key of ["date", "repeat", "leadInDays", "calendar"] as const) {
    const found = timetable[key];
    if (found === undefined) continue;
    throw new InputProblem({
      place: source.placeOf(["timetable", key]),
      message: `found ${typeof found === "object" ? "a calendar" : found}, but ${path} gives dates of its own`,
      mend: `leave out timetable.${key}; timetable.from and to cut a range out`,
    });
  }
  const { from = "", to = "9999" } = timetable;
  const isWithin = (_: unknown, i: number): boolean => {
    const day = dateOf(read, i) as string;
    return day >= from && day <= to;
  };
  const kept: Timetable =
    read.kind === "stays"
      ? { kind: "stays", rows: read.rows.filter(isWithin) }
      : { kind: "blocks", rows: read.rows.filter(isWithin) };
  if (kept.rows.length > 0) return kept;
  throw new InputProblem({
    place: source.placeOf(["timetable", timetable.from === undefined ? "to" : "from"]),
    message: `no row of ${path} begins within that range`,
    mend: `its first begins on ${firstDate(read)}`,
  });
}

/** A bus is of one type, whatever row speaks of it. */
function checkOneTypeABus(read: Timetable, path: string): void {
  const first = new Map<string, { readonly vehicleType: string; readonly line: number }>();
  for (const row of read.rows) {
    if (row.vehicleId === null) continue;
    const before = first.get(row.vehicleId) ?? row;
    first.set(row.vehicleId, before);
    if (before.vehicleType === row.vehicleType) continue;
    throw new InputProblem({
      place: { file: path, line: row.line },
      message: `${row.vehicleId} is of type ${row.vehicleType} here, of type ${before.vehicleType} in line ${before.line}`,
      mend: "one bus is of one type",
    });
  }
}

function firstDate(read: Timetable): string {
  return read.rows.reduce((first, _, i) => {
    const date = dateOf(read, i) as string;
    return date < first ? date : first;
  }, "9999-12-31");
}

/** The first and the last thing that any bus does. */
function reachOf(plans: readonly VehiclePlan[]): Span {
  let fromMs = Infinity;
  let toMs = -Infinity;
  for (const { stays } of plans) {
    for (const { arriveAtMs, departAtMs } of stays) {
      const firstMs = arriveAtMs ?? departAtMs ?? Infinity;
      const lastMs = departAtMs ?? (arriveAtMs === null ? -Infinity : arriveAtMs + AFTER_LAST_MS);
      if (firstMs < fromMs) fromMs = firstMs;
      // A departure on the quarter-hour still belongs to the run.
      if (lastMs + 1 > toMs) toMs = lastMs + 1;
    }
  }
  return { fromMs, toMs };
}

function wholeQuarters({ fromMs, toMs }: Span): Span {
  return {
    fromMs: Math.floor(fromMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS,
    toMs: Math.ceil(toMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS,
  };
}

function checkOnePlaceAtATime(
  plans: readonly VehiclePlan[],
  path: string,
  kind: Timetable["kind"],
): void {
  // A row that stands for several dates is told of once.
  const flaws = new Map<string, Flaw>();
  for (const { vehicleId, stays } of plans) {
    for (const [i, stay] of stays.entries()) {
      const before = stays[i - 1];
      const overlaps =
        kind === "stays"
          ? before !== undefined && startOf(stay) < before.departAtMs!
          : startOf(stay) > (stay.departAtMs ?? Infinity);
      if (!overlaps) continue;
      const other = kind === "stays" ? before?.line : stays[i + 1]?.line;
      const name = vehicleId.replace(/@\d{4}-\d{2}-\d{2}$/, "");
      flaws.set(`${stay.line} ${other}`, {
        place: { file: path, line: stay.line },
        message:
          kind === "stays"
            ? `${name} arrives while it is still here (line ${other})`
            : `${name} is still away when its next block begins (line ${other})`,
        mend: "one bus cannot be in two places",
      });
    }
  }
  if (flaws.size > 0) throw new InputProblem(...[...flaws.values()].slice(0, 5));
}

function startOf({ arriveAtMs }: Stay): number {
  return arriveAtMs ?? -Infinity;
}

/** A repeated day settles only if its stays end within the days that are run. */
function repeatWarnings({ dates, repeats }: RunDays, read: Timetable): string[] {
  if (!repeats || read.kind !== "stays") return [];
  const spare = ((dates.length - 1) / 2) * DAY_MIN;
  const earliest = read.rows.reduce((min, row) => Math.min(min, row.arrive.minutes), 0);
  const latest = read.rows.reduce((max, row) => Math.max(max, row.depart.minutes), 0);
  const beyondMin = Math.max(-earliest, latest - DAY_MIN);
  if (beyondMin <= spare) return [];
  const repeat = 1 + 2 * Math.ceil(beyondMin / DAY_MIN);
  return [
    `stays reach ${Math.ceil(beyondMin / 60)} h beyond their service day: ` +
      `timetable.repeat ${repeat} is needed for the middle day to be like every other`,
  ];
}

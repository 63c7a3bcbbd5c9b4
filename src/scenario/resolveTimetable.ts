import {
  addDays,
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
  readonly warnings: readonly string[];
}

/** Which service days are run. */
interface Days {
  readonly dates: readonly string[];
  /** The one that is reported, alone. */
  readonly reported: string | null;
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
): PlacedTimetable {
  const dated = isDated(read);
  const kept = dated ? withinRange(read, file, timetablePath) : read;
  const days = dated ? { dates: [firstDate(kept)], reported: null } : daysOf(file, source);
  const placement: Placement = {
    zone,
    dates: days.dates,
    plainDate: days.reported ?? (days.dates.length === 1 ? days.dates[0]! : null),
    consumptionKwhPerKm: (type) => file.vehicleTypes[type]?.consumptionKwhPerKm ?? 0,
    turnaroundMs: Math.round(file.operations.turnaroundMin * 60_000),
  };
  const plans =
    kept.kind === "stays" ? placeStays(kept.rows, placement) : placeBlocks(kept.rows, placement);
  checkOnePlaceAtATime(plans, timetablePath, kept.kind);
  const reach = reachOf(plans);
  const window =
    days.reported === null
      ? wholeQuarters({
          fromMs: Math.min(reach.fromMs, zone.ofWallTime(days.dates[0]!, 0)),
          toMs: reach.toMs,
        })
      : {
          fromMs: zone.ofWallTime(days.reported, 0),
          toMs: zone.ofWallTime(addDays(days.reported, 1), 0),
        };
  const run = {
    fromMs: wholeQuarters({ fromMs: Math.min(reach.fromMs, window.fromMs), toMs: 0 }).fromMs,
    toMs: window.toMs,
  };
  return { plans, run, window, warnings: repeatWarnings(days, kept) };
}

function daysOf({ timetable }: ScenarioFile, source: SourceDocument): Days {
  const { date, repeat = 3, from, to } = timetable;
  const place = source.placeOf(["timetable"]);
  if ((date === undefined) === (from === undefined)) {
    throw new InputProblem({
      place,
      message:
        date === undefined
          ? "the file gives times without dates"
          : "found date and from: one day repeated, or a range?",
      mend: "give timetable.date for one repeated day, or timetable.from and to for a range",
    });
  }
  if (date !== undefined) {
    const before = (repeat - 1) / 2;
    const dates = Array.from({ length: repeat }, (_, i) => addDays(date, i - before));
    return { dates, reported: date };
  }
  const last = to ?? from!;
  if (last < from!) {
    throw new InputProblem({ place, message: `found from ${from} after to ${last}` });
  }
  const dates: string[] = [];
  for (let day = from!; day <= last; day = addDays(day, 1)) dates.push(day);
  return { dates, reported: null };
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
function withinRange(read: Timetable, file: ScenarioFile, path: string): Timetable {
  const { date, repeat, from = "", to = "9999" } = file.timetable;
  if (date !== undefined || repeat !== undefined) {
    throw new InputProblem({
      place: { file: path },
      message: "the file gives dates of its own",
      mend: "leave out timetable.date and repeat; timetable.from and to cut a range out",
    });
  }
  const undated = read.rows.findIndex((_, i) => dateOf(read, i) === null);
  if (undated >= 0) {
    throw new InputProblem({
      place: { file: path, line: read.rows[undated]?.line },
      message: "found a time without a date, other rows have one",
    });
  }
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
    place: { file: path },
    message: `no row begins within timetable.from ${from} and to ${to}`,
  });
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
  const flaws: Flaw[] = [];
  for (const { vehicleId, stays } of plans) {
    for (const [i, stay] of stays.entries()) {
      const before = stays[i - 1];
      const overlaps =
        kind === "stays"
          ? before !== undefined && startOf(stay) < before.departAtMs!
          : startOf(stay) > (stay.departAtMs ?? Infinity);
      if (!overlaps) continue;
      const other = kind === "stays" ? before?.line : stays[i + 1]?.line;
      flaws.push({
        place: { file: path, line: stay.line },
        message:
          kind === "stays"
            ? `${vehicleId} arrives while it is still here (line ${other})`
            : `${vehicleId} is still away when its next block begins (line ${other})`,
        mend: "one bus cannot be in two places",
      });
    }
  }
  if (flaws.length > 0) throw new InputProblem(...flaws.slice(0, 5));
}

function startOf({ arriveAtMs }: Stay): number {
  return arriveAtMs ?? -Infinity;
}

/** A repeated day settles only if its stays end within the days that are run. */
function repeatWarnings({ dates, reported }: Days, read: Timetable): string[] {
  if (reported === null || read.kind !== "stays") return [];
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

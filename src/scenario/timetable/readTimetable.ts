import type { BlockRow, BlockUse, FileTime, StayRow, Timetable } from "../../operations/index.ts";
import { closestWord } from "../closestWord.ts";
import type { Files } from "../files.ts";
import { InputProblem } from "../inputProblem.ts";
import type { Row } from "./row.ts";
import { checkNamedOnce, type Positions, positionsIn, unknownColumns } from "./preset.ts";
import { openCsv } from "./openCsv.ts";
import { blocks, stays } from "./presets.ts";

/** What a timetable file is read with. */
export interface TimetableOptions {
  /** Only rows of this depot, and with this service-day code; null: all. */
  readonly depot: string | null;
  readonly serviceDay: string | null;
  /** Whether rows run on days of their code. */
  readonly hasCalendar: boolean;
  /** The type that a name in the file stands for. */
  readonly typeOf: (name: string) => string | undefined;
  readonly typeNames: readonly string[];
  /** Those, and all their aliases. */
  readonly knownNames: readonly string[];
  readonly usableKwh: (vehicleType: string) => number;
}

/** Of rows that are not wanted, so many kinds are named. */
const MOST_OTHERS = 8;

/** Minutes of a day. */
const DAY_MIN = 1440;

/**
 * Reads stays or blocks, whichever the columns say.
 * @throws InputProblem for the first row that cannot be used
 */
export async function readTimetable(
  files: Files,
  path: string,
  options: TimetableOptions,
): Promise<Timetable> {
  const { columns, rows } = await openCsv(files, path, (header) =>
    columnsOf(path, header, options),
  );
  const { asStays, asBlocks, positions } = columns;
  const others = new Set<string>();
  const stayRows: StayRow[] = [];
  const blockRows: BlockRow[] = [];
  let seen = 0;
  for await (const row of rows) {
    row.checkLength();
    seen++;
    if (!isWanted(row, positions, options)) {
      if (others.size < MOST_OTHERS) others.add(filterText(row, positions, options));
      continue;
    }
    if (asStays !== null) stayRows.push(stayOf(row, asStays, options));
    else if (asBlocks !== null) blockRows.push(blockOf(row, asBlocks, options));
  }
  const read: Timetable =
    asStays !== null ? { kind: "stays", rows: stayRows } : { kind: "blocks", rows: blockRows };
  if (read.rows.length === 0) throw noRows(path, seen, [...others], options);
  return read;
}

/** What the header means, every filter's column being there. @throws InputProblem */
function columnsOf(path: string, header: readonly string[], options: TimetableOptions) {
  const asStays = positionsIn(stays, header);
  const asBlocks = asStays === null ? positionsIn(blocks, header) : null;
  const positions = asStays ?? asBlocks;
  if (positions === null) throw unknownColumns(path, header, [stays, blocks]);
  checkNamedOnce(path, asStays === null ? blocks : stays, header);
  checkUse(path, positions, asStays !== null);
  if (options.hasCalendar && asStays !== null) throw staysWithCalendar(path);
  for (const [key, isAsked] of [
    ["depot", options.depot !== null],
    ["serviceDay", options.serviceDay !== null],
    ["calendar", options.hasCalendar],
  ] as const) {
    const column = key === "depot" ? "depot" : "serviceDay";
    if (!isAsked || positions[column] >= 0) continue;
    throw new InputProblem({
      place: { file: path, line: 1 },
      message: `there is no column ${blocks.columns[column][0]}, which timetable.${key} looks at`,
      mend: `add the column, or leave timetable.${key} out`,
    });
  }
  return { asStays, asBlocks, positions };
}

function stayOf(
  row: Row,
  at: Positions<keyof typeof stays.columns>,
  options: TimetableOptions,
): StayRow {
  const vehicleType = typeAt(row, at.vehicleType, options);
  const arrive = row.time(at.arrive);
  const depart = row.time(at.depart);
  checkOrder(row, [arrive, at.arrive], [depart, at.depart], "the bus leaves before it arrives");
  return {
    line: row.line,
    vehicleId: row.name(at.vehicleId),
    vehicleType,
    arrive,
    depart,
    used: useOf(row, at, vehicleType, options),
    ...nextOf(row, at),
    blockBefore: row.text(at.blockBefore) || null,
    blockAfter: row.text(at.blockAfter) || null,
    pointId: row.text(at.pointId) || null,
    depot: row.text(at.depot),
    serviceDay: row.text(at.serviceDay),
  };
}

function blockOf(
  row: Row,
  at: Positions<keyof typeof blocks.columns>,
  options: TimetableOptions,
): BlockRow {
  const vehicleType = typeAt(row, at.vehicleType, options);
  const depart = row.time(at.depart);
  const back = row.time(at.return);
  checkOrder(row, [depart, at.depart], [back, at.return], "the block ends before it begins");
  return {
    line: row.line,
    blockId: row.text(at.blockId) || `line ${row.line}`,
    vehicleId: row.text(at.vehicleId) || null,
    vehicleType,
    depart,
    return: back,
    used: useOf(row, { ...at, socAtArrival: -1 }, vehicleType, options),
    depot: row.text(at.depot),
    serviceDay: row.text(at.serviceDay),
  };
}

/** A stay lies between the block of one day and that of another, which may not be alike. */
function staysWithCalendar(path: string): InputProblem {
  return new InputProblem({
    place: { file: path, line: 1 },
    message: "found stays, but timetable.calendar is for blocks: a night's stay is of two days",
    mend: "give a block table, or pick one kind of day with timetable.serviceDay",
  });
}

function isWanted(
  row: Row,
  at: { readonly depot: number; readonly serviceDay: number },
  { depot, serviceDay }: TimetableOptions,
): boolean {
  return (
    (depot === null || row.text(at.depot) === depot) &&
    (serviceDay === null || row.text(at.serviceDay) === serviceDay)
  );
}

function typeAt(row: Row, position: number, options: TimetableOptions): string {
  const name = row.name(position);
  const vehicleType = options.typeOf(name);
  if (vehicleType !== undefined) return vehicleType;
  const meant = closestWord(name, options.knownNames);
  throw row.flaw(
    position,
    `found the vehicle type "${name}", known are ${options.typeNames.join(", ")}`,
    meant === undefined
      ? `add "${name}" under vehicleTypes, or as one of the aliases of a type`
      : `did you mean ${meant}?`,
  );
}

function useOf(
  row: Row,
  at: {
    readonly distanceKm: number;
    readonly energyKwh: number;
    readonly socAtArrival: number;
  },
  vehicleType: string,
  { usableKwh }: TimetableOptions,
): BlockUse {
  if (row.text(at.socAtArrival) !== "") {
    const soc = row.amount(at.socAtArrival, "soc", 1);
    return { distanceKm: 0, energyKwh: (1 - soc) * usableKwh(vehicleType) };
  }
  const hasEnergy = row.text(at.energyKwh) !== "";
  return {
    distanceKm: hasEnergy ? 0 : row.amount(at.distanceKm, "km"),
    energyKwh: hasEnergy ? row.amount(at.energyKwh, "kWh") : null,
  };
}

/** What the block after a stay will use, where the file has a column for it. */
function nextOf(
  row: Row,
  at: { readonly nextDistanceKm: number; readonly nextEnergyKwh: number },
): Pick<StayRow, "next"> {
  const { nextDistanceKm, nextEnergyKwh } = at;
  if (nextDistanceKm < 0 && nextEnergyKwh < 0) return {};
  if (row.text(nextEnergyKwh) !== "") {
    return { next: { distanceKm: 0, energyKwh: row.amount(nextEnergyKwh, "kWh") } };
  }
  if (row.text(nextDistanceKm) === "") return { next: null };
  return { next: { distanceKm: row.amount(nextDistanceKm, "km"), energyKwh: null } };
}

/** Without distance, energy or soc nobody can tell what a bus needs. */
function checkUse(path: string, at: Readonly<Record<string, number>>, isStays: boolean): void {
  const known = [at["distanceKm"], at["energyKwh"], at["socAtArrival"]];
  if (known.some((position) => position !== undefined && position >= 0)) return;
  const names = isStays
    ? "km_prev_block, energy_kwh or soc_at_arrival"
    : "distance_km or energy_kwh";
  throw new InputProblem({
    place: { file: path, line: 1 },
    message: `there is no column ${names}: what buses use on the road is not known`,
    mend: "add one of them",
  });
}

function checkOrder(
  row: Row,
  [first, firstAt]: readonly [time: FileTime, position: number],
  [second, secondAt]: readonly [time: FileTime, position: number],
  message: string,
): void {
  const found = `found ${row.text(secondAt)} after ${row.text(firstAt)}`;
  if ((first.date === null) !== (second.date === null)) {
    const mend = "give both a date, or none";
    throw row.flaw(secondAt, `${found}: one time has a date and one has none`, mend);
  }
  if (dayNumber(second) < dayNumber(first)) {
    const mend = first.date === null ? "times after midnight are written as 25:10" : undefined;
    throw row.flaw(secondAt, `${found}: ${message}`, mend);
  }
}

/** Minutes that grow with time, enough to tell before from after within a row. */
function dayNumber({ date, minutes }: FileTime): number {
  return (date === null ? 0 : Date.parse(date) / 86_400_000) * DAY_MIN + minutes;
}

function filterText(
  row: Row,
  at: { readonly depot: number; readonly serviceDay: number },
  { depot, serviceDay }: TimetableOptions,
): string {
  return [
    depot === null ? "" : `depot ${row.text(at.depot)}`,
    serviceDay === null ? "" : `serviceDay ${row.text(at.serviceDay)}`,
  ]
    .filter((text) => text !== "")
    .join(" and ");
}

function noRows(
  path: string,
  seen: number,
  others: readonly string[],
  { depot, serviceDay }: TimetableOptions,
): InputProblem {
  if (seen === 0) {
    return new InputProblem({
      place: { file: path, line: 2 },
      message: "the file has a header and no rows",
      mend: "it needs at least one row",
    });
  }
  const filters = [
    depot === null ? "" : `timetable.depot ${depot}`,
    serviceDay === null ? "" : `timetable.serviceDay ${serviceDay}`,
  ].filter((text) => text !== "");
  return new InputProblem({
    place: { file: path },
    message: `none of its ${seen} rows fits ${filters.join(" and ")}`,
    mend: `there are rows of ${others.join("; ")}${others.length === MOST_OTHERS ? " …" : ""}`,
  });
}

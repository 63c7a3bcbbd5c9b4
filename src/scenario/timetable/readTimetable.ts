import type { BlockRow, BlockUse, FileTime, StayRow, Timetable } from "../../operations/index.ts";
import { closestWord } from "../closestWord.ts";
import type { Files } from "../files.ts";
import { InputProblem } from "../inputProblem.ts";
import type { Row } from "./row.ts";
import { type Positions, positionsIn, unknownColumns } from "./preset.ts";
import { openCsv } from "./openCsv.ts";
import { blocks, stays } from "./presets.ts";

/** What a timetable file is read with. */
export interface TimetableOptions {
  /** Only rows of this depot, and with this service-day code; null: all. */
  readonly depot: string | null;
  readonly serviceDay: string | null;
  /** The type that a name in the file stands for. */
  readonly typeOf: (name: string) => string | undefined;
  readonly typeNames: readonly string[];
  readonly usableKwh: (vehicleType: string) => number;
}

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
  const { header, rows } = await openCsv(files, path);
  const asStays = positionsIn(stays, header);
  const asBlocks = positionsIn(blocks, header);
  const positions = asStays ?? asBlocks;
  if (positions === null) throw unknownColumns(path, header, [stays, blocks]);
  checkUse(path, positions, asStays !== null);
  const stayRows: StayRow[] = [];
  const blockRows: BlockRow[] = [];
  let seen = 0;
  for await (const row of rows) {
    row.checkLength();
    seen++;
    if (!isWanted(row, positions, options)) continue;
    if (asStays !== null) stayRows.push(stayOf(row, asStays, options));
    else if (asBlocks !== null) blockRows.push(blockOf(row, asBlocks, options));
  }
  const read: Timetable =
    asStays !== null ? { kind: "stays", rows: stayRows } : { kind: "blocks", rows: blockRows };
  if (read.rows.length === 0) throw noRows(path, seen, options);
  return read;
}

function stayOf(
  row: Row,
  at: Positions<keyof typeof stays.columns>,
  options: TimetableOptions,
): StayRow {
  const vehicleType = typeAt(row, at.vehicleType, options);
  const arrive = row.time(at.arrive);
  const depart = row.time(at.depart);
  checkOrder(row, arrive, depart, at.depart, "the bus leaves before it arrives");
  return {
    line: row.line,
    vehicleId: row.name(at.vehicleId),
    vehicleType,
    arrive,
    depart,
    used: useOf(row, at, vehicleType, options),
    blockBefore: row.text(at.blockBefore) || null,
    blockAfter: row.text(at.blockAfter) || null,
    pointId: row.text(at.pointId) || null,
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
  checkOrder(row, depart, back, at.return, "the block ends before it begins");
  return {
    line: row.line,
    blockId: row.text(at.blockId) || `line ${row.line}`,
    vehicleId: row.text(at.vehicleId) || null,
    vehicleType,
    depart,
    return: back,
    used: useOf(row, { ...at, socAtArrival: -1 }, vehicleType, options),
  };
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
  const meant = closestWord(name, options.typeNames);
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
    const soc = row.amount(at.socAtArrival, "soc");
    if (soc > 1) throw row.flaw(at.socAtArrival, `found a soc of ${soc}`, "soc is 0 to 1");
    return { distanceKm: 0, energyKwh: (1 - soc) * usableKwh(vehicleType) };
  }
  const hasEnergy = row.text(at.energyKwh) !== "";
  return {
    distanceKm: hasEnergy ? 0 : row.amount(at.distanceKm, "km"),
    energyKwh: hasEnergy ? row.amount(at.energyKwh, "kWh") : null,
  };
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
  });
}

function checkOrder(
  row: Row,
  first: FileTime,
  second: FileTime,
  position: number,
  message: string,
): void {
  if ((first.date === null) !== (second.date === null)) {
    throw row.flaw(position, "found one time with a date and one without");
  }
  if (dayNumber(second) < dayNumber(first)) {
    throw row.flaw(position, message, "times after midnight are written as 25:10");
  }
}

/** Minutes that grow with time, enough to tell before from after within a row. */
function dayNumber({ date, minutes }: FileTime): number {
  return (date === null ? 0 : Date.parse(date) / 86_400_000) * DAY_MIN + minutes;
}

function noRows(path: string, seen: number, options: TimetableOptions): InputProblem {
  const { depot, serviceDay } = options;
  const filters = [
    depot === null ? "" : `timetable.depot ${depot}`,
    serviceDay === null ? "" : `timetable.serviceDay ${serviceDay}`,
  ].filter((text) => text !== "");
  return new InputProblem({
    place: { file: path },
    message:
      seen === 0
        ? "the file has a header and no rows"
        : `none of its ${seen} rows fits ${filters.join(" and ")}`,
  });
}

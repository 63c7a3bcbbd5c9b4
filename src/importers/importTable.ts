import {
  blocks,
  InputProblem,
  type Positions,
  type Preset,
  type Row,
  stays,
} from "../scenario/index.ts";
import { dateAt } from "./dateAt.ts";
import { later, minutesBetween } from "./minutesBetween.ts";
import { timeText } from "./timeText.ts";
import type { Imported, Importer, Source } from "./imported.ts";
import type { ImportedRow } from "./importedRow.ts";
import { rowsInKm } from "./rowsInKm.ts";
import { sourceRows } from "./sourceRows.ts";
import { spanAt } from "./spanAt.ts";
import { vehicleTypeAt } from "./vehicleTypeAt.ts";

const DAY_MIN = 1440;

/** Fields of stays and of blocks, those that begin and end them under one name. */
type Field = Exclude<keyof typeof stays.columns | keyof typeof blocks.columns, "arrive" | "return">;

/** How one kind of table is read. */
interface Kind {
  readonly kind: Imported["kind"];
  readonly preset: Preset<string>;
  /** Fields of the two times, in order. */
  readonly from: string;
  readonly to: string;
}

/** Blocks of any table, whatever its columns are called. */
export const importBlocks: Importer = (source) =>
  importTable(source, { kind: "blocks", preset: blocks, from: "depart", to: "return" });

/** Stays of any table, whatever its columns are called. */
export const importStays: Importer = (source) =>
  importTable(source, { kind: "stays", preset: stays, from: "arrive", to: "depart" });

/** One row of the table for each row of the file. @throws InputProblem for one that cannot be used */
export async function importTable(source: Source, kind: Kind): Promise<Imported> {
  // A type for all rows can be given instead of a column, and dates in one of their own.
  const required = kind.preset.required.filter((field) => field !== "vehicleType");
  const preset = { ...kind.preset, columns: { ...kind.preset.columns, date: ["date"] }, required };
  const { at, rows, columns } = await sourceRows(source, preset);
  const read: ImportedRow[] = [];
  const dates: (string | null)[] = [];
  for await (const row of rows) {
    read.push(rowOf(row, at, kind, source));
    dates.push(dateAt(row, at["date"] ?? -1));
  }
  const timed = afterMidnight(read, source).map((row, i) => onDate(row, dates[i] ?? null));
  const usual = { usual: "km", usualBy: "the field distanceKm" } as const;
  return {
    kind: kind.kind,
    ...rowsInKm(timed, source, usual, kind.kind === "blocks"),
    read: `${read.length} rows`,
    columns,
    timezone: null,
    serviceDays: [],
  };
}

/** @returns its distance as the file has it */
function rowOf(row: Row, at: Positions<string>, kind: Kind, { options }: Source): ImportedRow {
  const position = (field: Field): number => at[field] ?? -1;
  const text = (field: Field): string => row.text(position(field));
  const { from, to } = spanAt(row, at[kind.from]!, at[kind.to]!, true);
  const amount = (field: Field, unit: string): number | null =>
    text(field) === "" ? null : row.amount(position(field), unit);
  if (kind.kind === "stays" && text("socAtArrival") !== "") {
    row.amount(position("socAtArrival"), "soc", 1);
  }
  return {
    line: row.line,
    vehicleId: kind.kind === "stays" ? row.name(position("vehicleId")) : text("vehicleId") || null,
    vehicleType: vehicleTypeAt(row, position("vehicleType"), options),
    depot: text("depot") || null,
    serviceDay: text("serviceDay") || null,
    from,
    to,
    distanceKm: amount("distanceKm", options.distanceUnit ?? "km"),
    energyKwh: amount("energyKwh", "kWh"),
    blockId: text("blockId") || null,
    stay:
      kind.kind === "blocks"
        ? null
        : {
            socAtArrival: text("socAtArrival").replace(",", "."),
            blockBefore: text("blockBefore"),
            blockAfter: text("blockAfter"),
            pointId: text("pointId"),
          },
  };
}

/**
 * Ends that are written as times of day on the day after, moved there.
 * @throws InputProblem for one in a file that writes such times as 25:10
 */
function afterMidnight(
  rows: readonly ImportedRow[],
  { path, warnings }: Source,
): readonly ImportedRow[] {
  const beyond = rows.find(({ from, to }) =>
    [from, to].some(({ date, minutes }) => date === null && (minutes < 0 || minutes >= DAY_MIN)),
  );
  return rows.map((row) => {
    if (minutesBetween(row.from, row.to) >= 0) return row;
    if (beyond !== undefined) {
      throw new InputProblem({
        place: { file: path, line: row.line },
        message: `found ${timeText(row.to)} after ${timeText(row.from)}: it ends before it begins`,
        mend: `write times after midnight as 25:10, as in line ${beyond.line}`,
      });
    }
    warnings.add("ends before it begins: taken as on the day after", row.line);
    return { ...row, to: later(row.to, DAY_MIN) };
  });
}

/** Times of day on a date; those that have one of their own keep it. */
function onDate(row: ImportedRow, date: string | null): ImportedRow {
  if (date === null || row.from.date !== null) return row;
  const midnight = { date, minutes: 0 };
  return {
    ...row,
    from: later(midnight, row.from.minutes),
    to: later(midnight, row.to.minutes),
  };
}

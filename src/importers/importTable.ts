import {
  blocks,
  InputProblem,
  type Positions,
  type Preset,
  type Row,
  stays,
} from "../scenario/index.ts";
import { distanceUnit, type Measure } from "./distanceUnit.ts";
import { later, minutesBetween } from "./minutesBetween.ts";
import { timeText } from "./timeText.ts";
import type { Imported, Importer, Source } from "./imported.ts";
import type { ImportedRow } from "./importedRow.ts";
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

export async function importTable(source: Source, kind: Kind): Promise<Imported> {
  const { path, options, warnings } = source;
  // A type for all rows can be given instead of a column.
  const required = kind.preset.required.filter((field) => field !== "vehicleType");
  const { at, rows, columns } = await sourceRows(source, { ...kind.preset, required });
  const read: ImportedRow[] = [];
  for await (const row of rows) read.push(rowOf(row, at, kind, source));
  const timed = afterMidnight(read, source);
  const measures = timed.flatMap(({ line, distanceKm: distance, from, to }): Measure[] => {
    if (distance === null) return [];
    return [
      { line, distance, hours: kind.kind === "stays" ? null : minutesBetween(from, to) / 60 },
    ];
  });
  const hint = {
    given: options.distanceUnit,
    usual: "km",
    usualBy: "the field distanceKm",
  } as const;
  const unit = distanceUnit(path, measures, hint, warnings);
  return {
    kind: kind.kind,
    rows: timed.map((row) => ({
      ...row,
      distanceKm: row.distanceKm === null ? null : row.distanceKm * unit.kmPerUnit,
    })),
    read: `${read.length} rows`,
    columns,
    distance: measures.length === 0 ? null : unit.how,
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

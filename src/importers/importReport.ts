import type { ColumnsUsed, Imported } from "./imported.ts";
import type { ImportedRow } from "./importedRow.ts";
import { later } from "./minutesBetween.ts";
import { timeText } from "./timeText.ts";

/** How many rows have which name. */
export interface Share {
  readonly name: string;
  readonly rows: number;
}

/** A kind of day, and what stands for it in the table. */
export interface ServiceDayShare extends Share {
  /** The dates that are of that kind, in order; null where the file gave the code. */
  readonly dates: readonly string[] | null;
}

/** What an import understood of a file, for people and programs. */
export interface ImportReport {
  readonly schemaVersion: 1;
  readonly format: string;
  readonly file: string;
  readonly kind: Imported["kind"];
  /** What the file had. */
  readonly read: string;
  /** In the table that came out. */
  readonly rows: number;
  /** Buses that have a name. */
  readonly vehicles: number;
  readonly vehicleTypes: readonly Share[];
  readonly depots: readonly Share[];
  readonly serviceDays: readonly ServiceDayShare[];
  /** Dates of the first and the last row, null where rows have none. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** The earliest and the latest time, as the table writes them. */
  readonly times: { readonly first: string; readonly last: string };
  readonly columns: ColumnsUsed;
  readonly distanceKm: number;
  /** Unit of distances and how it is known; null where the file has none. */
  readonly distance: string | null;
  /** Rows whose energy is given. */
  readonly energyRows: number;
  readonly timezone: string | null;
  readonly warnings: readonly string[];
}

/** @param format as people named it */
export function importReport(
  format: string,
  file: string,
  { kind, rows, read, columns, distance, timezone, serviceDays }: Imported,
  warnings: readonly string[],
): ImportReport {
  const days = new Map(serviceDays.map((day) => [day.code, day]));
  const dates = rows.flatMap(({ from }) => from.date ?? []).toSorted();
  const inOrder = rows
    .flatMap(({ from, to }) => [from, to])
    .toSorted((a, b) => (timeOrder(a) < timeOrder(b) ? -1 : 1));
  return {
    schemaVersion: 1,
    format,
    file,
    kind,
    read,
    rows: rows.length,
    vehicles: new Set(rows.flatMap(({ vehicleId }) => vehicleId ?? [])).size,
    vehicleTypes: shares(rows, ({ vehicleType }) => vehicleType),
    depots: shares(rows, ({ depot }) => depot),
    serviceDays: shares(rows, ({ serviceDay }) => serviceDay).map((share) => ({
      ...share,
      dates: days.get(share.name)?.dates ?? null,
    })),
    period: dates.length === 0 ? null : { from: dates[0]!, to: dates.at(-1)! },
    times: { first: timeText(inOrder[0]!), last: timeText(inOrder.at(-1)!) },
    columns,
    distanceKm: Math.round(rows.reduce((sum, row) => sum + (row.distanceKm ?? 0), 0) * 10) / 10,
    distance,
    energyRows: rows.filter(({ energyKwh }) => energyKwh !== null).length,
    timezone,
    warnings,
  };
}

/** Text or number by which times of one table sort. */
function timeOrder(time: ImportedRow["from"]): string | number {
  const { date, minutes } = later(time, 0);
  return date === null ? minutes : `${date} ${String(Math.round(minutes * 60)).padStart(6, "0")}`;
}

/** Names and how many rows have them, the commonest first. */
function shares(
  rows: readonly ImportedRow[],
  nameOf: (row: ImportedRow) => string | null,
): Share[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = nameOf(row);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, rows]) => ({ name, rows }))
    .toSorted((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
}

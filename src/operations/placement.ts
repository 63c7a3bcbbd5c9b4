import type { BlockUse, FileTime, ServiceDay } from "./timetable.ts";
import type { Zone } from "./zone.ts";

/** What turns rows of a timetable into stays placed in time. */
export interface Placement {
  readonly zone: Zone;
  /** Service days on which undated rows run, in order. */
  readonly days: readonly ServiceDay[];
  readonly consumptionKwhPerKm: (vehicleType: string) => number;
}

/** A row on one of the days it runs on. */
interface PlacedRow<Row> {
  readonly row: Row;
  readonly date: string;
}

/** Every row on every day it runs on; rows with dates of their own once. */
export function placedRows<Row extends { readonly serviceDay: string }>(
  rows: readonly Row[],
  timeOf: (row: Row) => FileTime,
  { days }: Placement,
): PlacedRow<Row>[] {
  return days.flatMap(({ date, code }, day) =>
    rows
      .filter((row) =>
        timeOf(row).date === null ? code === null || row.serviceDay === code : day === 0,
      )
      .map((row) => ({ row, date })),
  );
}

/** When a time of a row is, on one of the days it runs on. */
export function instantOf(time: FileTime, date: string, zone: Zone): number {
  return time.date === null
    ? zone.ofServiceTime(date, time.minutes)
    : zone.ofWallTime(time.date, time.minutes);
}

/** What a block takes out of the battery [kWh]. */
export function usedKwhOf(
  used: BlockUse,
  vehicleType: string,
  { consumptionKwhPerKm }: Placement,
): number {
  return used.energyKwh ?? used.distanceKm * consumptionKwhPerKm(vehicleType);
}

import { parse } from "csv-parse/sync";
import { id, type PointId, type VehicleId } from "../messages/index.ts";
import type { RecordedStay } from "./runRecord.ts";

const MINUTE_MS = 60_000;

type Row = Readonly<Record<string, string>>;

/** Stays as `sessionsCsv` wrote them. @throws Error for a text of another kind */
export function readSessionsCsv(text: string): RecordedStay[] {
  const rows: Row[] = parse(text, { columns: true });
  return rows.map((row) => ({
    vehicleId: id<VehicleId>(textIn(row, "vehicleId") ?? ""),
    vehicleType: textIn(row, "vehicleType") ?? "",
    pointId: pointOf(textIn(row, "pointId")),
    blockBefore: textIn(row, "blockBefore"),
    blockAfter: textIn(row, "blockAfter"),
    arrivedAtMs: timeIn(row, "arrivedAt"),
    serviceMs: numberIn(row, "serviceMin") * MINUTE_MS,
    serviceWaitMs: numberIn(row, "serviceWaitMin") * MINUTE_MS,
    queuedMs: cellIn(row, "queuedMin") === "" ? null : numberIn(row, "queuedMin") * MINUTE_MS,
    pluggedInAtMs: timeIn(row, "pluggedInAt"),
    unpluggedAtMs: timeIn(row, "unpluggedAt"),
    plannedDepartureAtMs: timeIn(row, "plannedDepartureAt"),
    departedAtMs: timeIn(row, "departedAt"),
    socAtArrival: numberIn(row, "socAtArrival"),
    socAtDeparture: numberIn(row, "socAtDeparture"),
    targetSoc: numberIn(row, "targetSoc"),
    batteryKwh: numberIn(row, "batteryKwh"),
    gridKwh: numberIn(row, "gridKwh"),
    unmetKwh: numberIn(row, "unmetKwh"),
    deficitKwh: numberIn(row, "deficitKwh"),
    short: cellIn(row, "short") === "true",
    late: cellIn(row, "late") === "true",
  }));
}

function pointOf(text: string | null): PointId | null {
  return text === null ? null : id<PointId>(text);
}

function cellIn(row: Row, column: string): string {
  const cell = row[column];
  if (cell === undefined) throw new Error(`there is no column ${column}`);
  return cell;
}

/** Without the ' that keeps spreadsheets from taking a text for a formula. */
function textIn(row: Row, column: string): string | null {
  const cell = cellIn(row, column);
  return cell === "" ? null : cell.replace(/^'(?=[=+\-@\t\r\n])/, "");
}

function numberIn(row: Row, column: string): number {
  const cell = cellIn(row, column);
  const value = Number(cell);
  if (cell === "" || Number.isNaN(value)) throw new Error(`${column} holds "${cell}"`);
  return value;
}

function timeIn(row: Row, column: string): number | null {
  const cell = cellIn(row, column);
  if (cell === "") return null;
  const atMs = Date.parse(cell);
  if (Number.isNaN(atMs)) throw new Error(`${column} holds "${cell}"`);
  return atMs;
}

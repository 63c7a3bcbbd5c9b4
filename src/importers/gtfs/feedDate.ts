import { isDate, type Row } from "../../scenario/index.ts";

/** A date as GTFS writes it, `20260302`. @throws InputProblem for anything else */
export function feedDate(row: Row, position: number): string {
  const text = row.text(position);
  const date = text.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  if (date !== text && isDate(date)) return date;
  throw row.flaw(position, `found "${text.slice(0, 40)}", expected a date like 20260302`);
}

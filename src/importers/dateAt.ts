import { isDate, type Row } from "../scenario/index.ts";

/** A date in a cell, `2026-03-02` or `02.03.2026`; null where there is none. @throws InputProblem */
export function dateAt(row: Row, position: number): string | null {
  const text = row.text(position);
  if (text === "") return null;
  const date = isoDate(text);
  if (isDate(date)) return date;
  const found = text.slice(0, 40);
  throw row.flaw(position, `found "${found}", expected a date like 2026-03-02 or 02.03.2026`);
}

/** `02.03.2026` as `2026-03-02`; anything else as it is. */
export function isoDate(text: string): string {
  return text.replace(
    /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/,
    (_, day: string, month: string, year: string) =>
      `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`,
  );
}

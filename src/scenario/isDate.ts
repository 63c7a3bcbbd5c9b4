/** Dates are those of the years that a depot may be planned for. */
export const FIRST_DATE = "1970-01-01";
export const LAST_DATE = "2199-12-31";

/** Whether `2026-02-28` is a day of the calendar. */
export function isDate(date: string): boolean {
  const atMs = Date.parse(`${date}T00:00:00Z`);
  return (
    date >= FIRST_DATE &&
    date <= LAST_DATE &&
    !Number.isNaN(atMs) &&
    new Date(atMs).toISOString().startsWith(date)
  );
}

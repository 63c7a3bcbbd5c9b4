/** The name under which a repeated day's bus is another one on another date: `12@2026-03-04`. */
export function copyOf(vehicleId: string, date: string): string {
  return `${vehicleId}@${date}`;
}

/** The name that the timetable gives a bus, whichever date's copy it is. */
export function copiedFrom(vehicleId: string): string {
  return vehicleId.replace(/@\d{4}-\d\d-\d\d$/, "");
}

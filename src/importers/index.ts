export type { Unit } from "./distanceUnit.ts";
export type { ImportOptions } from "./imported.ts";
export type { ImportReport } from "./importReport.ts";
export { type ImportFormat, importers, importTimetable } from "./importTimetable.ts";

import type { Timetable } from "../operations/index.ts";
import type { ScenarioFile } from "./schema/index.ts";

/** More than this of a kind are not named one by one. */
const MOST_NAMED = 4;

/** Warns of rows that are run together though they are of several depots, or of several kinds of day. */
export function mixedRows(
  { depot, serviceDay, calendar }: ScenarioFile["timetable"],
  { rows }: Timetable,
  isDated: boolean,
): string[] {
  const warnings: string[] = [];
  const depots = namesIn(rows.map((row) => row.depot));
  if (depot === undefined && depots.length > 1) {
    warnings.push(
      `rows of ${listed(depots, "depots")} run as one depot: timetable.depot picks one`,
    );
  }
  const codes = namesIn(rows.map((row) => row.serviceDay));
  if (serviceDay === undefined && calendar === undefined && !isDated && codes.length > 1) {
    warnings.push(
      `rows of ${listed(codes, "service days")} run together on every day: ` +
        "timetable.serviceDay picks one, timetable.calendar says which runs when",
    );
  }
  return warnings;
}

function namesIn(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== "").toSorted();
}

function listed(names: readonly string[], what: string): string {
  const rest = names.length - MOST_NAMED;
  const more = rest > 0 ? ` and ${rest} more` : "";
  return `${names.length} ${what} (${names.slice(0, MOST_NAMED).join(", ")}${more})`;
}

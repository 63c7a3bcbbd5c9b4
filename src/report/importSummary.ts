import type { ImportReport } from "../importers/index.ts";
import { grouped } from "./grouped.ts";
import { row } from "./row.ts";

/** Of each kind of name so many are told. */
const TOLD = 6;

/**
 * What an import understood, for a terminal.
 * @param next the command that runs what came out
 * @param init the command that writes a scenario around it
 */
export function importSummary(report: ImportReport, next: string, init: string): string {
  const { kind, columns, vehicleTypes, depots, serviceDays } = report;
  const used = Object.entries(columns.used).map(([field, name]) =>
    field === name ? name : `${name} → ${field}`,
  );
  const ignored = columns.ignored.length === 0 ? "" : `; not used: ${listed(columns.ignored)}`;
  const lines = [
    row(kind, `${grouped(report.rows, 0)} from ${report.read} of ${report.file}`),
    row("times", timesText(report)),
    row("vehicles", vehiclesText(report)),
    row("types", listed(vehicleTypes.map(({ name, rows }) => `${name} (${rows})`))),
    depots.length === 0
      ? []
      : row("depots", listed(depots.map(({ name, rows }) => `${name} (${rows})`))),
    ...serviceDays.slice(0, TOLD).map((day) => row("day", dayText(day, kind))),
    serviceDays.length > TOLD ? row("day", `and ${serviceDays.length - TOLD} more`) : [],
    row(report.format === "gtfs" ? "tables" : "columns", `${used.join(", ")}${ignored}`),
    row("distance", report.distance === null ? "none" : distanceText(report)),
    report.energyRows === 0 ? [] : row("energy", `given in ${grouped(report.energyRows, 0)} rows`),
    ...report.warnings.map((warning) => row("warning", warning)),
  ];
  // On a line of its own, however long, to be copied.
  return (
    `${lines.flat().join("\n")}\n\nnext, a scenario around it:\n  ${init}\n` +
    `or with one that knows these types, by name or alias:\n  ${next}\n`
  );
}

function listed(names: readonly string[]): string {
  const rest = names.length - TOLD;
  return names.slice(0, TOLD).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function timesText({ times, timezone }: ImportReport): string {
  return `${times.first} to ${times.last}${timezone === null ? "" : `, ${timezone}`}`;
}

function vehiclesText({ vehicles, kind }: ImportReport): string {
  if (vehicles > 0) return `${grouped(vehicles, 0)} with names of their own`;
  return kind === "blocks" ? "none is named: dispatch finds them, first in, first out" : "none";
}

function dayText({ name, rows, dates }: ImportReport["serviceDays"][number], kind: string): string {
  const when = dates === null ? "" : ` on ${dates.length} dates, the first ${dates[0]}`;
  return `${name}: ${grouped(rows, 0)} ${kind}${when}`;
}

function distanceText({ distance, distanceKm }: ImportReport): string {
  return `${grouped(distanceKm, 0)} km; ${distance}`;
}

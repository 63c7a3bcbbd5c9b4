import { type Calendar, isLate, isShort, type RunResult, type StayOutcome } from "../kpi/index.ts";

/** What a column says of a stay. */
type Cell = string | number | boolean | null;

const columns: Readonly<
  Record<string, (stay: StayOutcome, iso: (atMs: number) => string) => Cell>
> = {
  vehicleId: (stay) => stay.vehicleId,
  vehicleType: (stay) => stay.vehicleType,
  pointId: (stay) => stay.pointId,
  blockBefore: (stay) => stay.blockBefore,
  blockAfter: (stay) => stay.blockAfter,
  arrivedAt: (stay, iso) => time(stay.arrivedAtMs, iso),
  serviceMin: (stay) => minutes(stay.serviceMs),
  serviceWaitMin: (stay) => minutes(stay.serviceWaitMs),
  queuedMin: (stay) => (stay.queuedMs === null ? null : minutes(stay.queuedMs)),
  pluggedInAt: (stay, iso) => time(stay.pluggedInAtMs, iso),
  unpluggedAt: (stay, iso) => time(stay.unpluggedAtMs, iso),
  plannedDepartureAt: (stay, iso) => time(stay.plannedDepartureAtMs, iso),
  departedAt: (stay, iso) => time(stay.departedAtMs, iso),
  socAtArrival: (stay) => rounded(stay.socAtArrival),
  socAtDeparture: (stay) => rounded(stay.socAtDeparture),
  targetSoc: (stay) => rounded(stay.targetSoc),
  batteryKwh: (stay) => rounded(stay.batteryKwh),
  gridKwh: (stay) => rounded(stay.gridKwh),
  unmetKwh: (stay) => rounded(stay.unmetKwh),
  deficitKwh: (stay) => rounded(stay.deficitKwh),
  short: (stay) => stay.departedAtMs !== null && isShort(stay),
  late: (stay) => stay.departedAtMs !== null && isLate(stay),
};

/** `sessions.csv`: one row for every stay of the run, the reported window and what lies around it. */
export function sessionsCsv(run: RunResult, calendar: Calendar): string {
  const iso = (atMs: number): string => calendar.iso(atMs);
  const rows = run.stays.map((stay) =>
    Object.values(columns).map((cell) => quoted(cell(stay, iso))),
  );
  return [Object.keys(columns), ...rows].map((row) => `${row.join(",")}\n`).join("");
}

function time(atMs: number | null, iso: (atMs: number) => string): string | null {
  return atMs === null ? null : iso(atMs);
}

function minutes(durationMs: number): number {
  return rounded(durationMs / 60_000);
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** Quoted where CSV needs it (RFC 4180); what a spreadsheet would take for a formula gets a '. */
function quoted(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell);
  const safe = typeof cell === "string" && /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

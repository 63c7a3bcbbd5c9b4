import { fileTime } from "../timetable/fileTime.ts";
import { meant } from "../meant.ts";
import type { IncidentFile } from "../schema/incidents.ts";
import type { Beginning } from "./incident.ts";
import { busOf, type Complain, type IncidentDepot, nodeAt } from "./incidentDepot.ts";

const MINUTE_MS = 60_000;

/**
 * When an incident begins; null after a complaint.
 * @param before names of those further up in the list
 */
export function beginning(
  { at, when }: Exclude<IncidentFile, { kind: "lateBus" }>,
  depot: IncidentDepot,
  complain: Complain,
  before: readonly string[],
): Beginning | null {
  if ((at === undefined) === (when === undefined)) {
    const found = at === undefined ? "neither at nor when" : "at and when";
    complain([], `found ${found}, expected one of them`);
    return null;
  }
  if (at !== undefined) {
    const atMs = instantOf(at, depot, complain);
    return atMs === null ? null : { kind: "at", atMs };
  }
  return when === undefined ? null : condition(when, depot, complain, before);
}

function condition(
  when: NonNullable<Exclude<IncidentFile, { kind: "lateBus" }>["when"]>,
  depot: IncidentDepot,
  complain: Complain,
  before: readonly string[],
): Beginning | null {
  if ("powerAboveKw" in when) {
    const node = nodeAt(when.node, depot, complain, ["when", "node"]);
    return node === null ? null : { kind: "powerAbove", node, powerKw: when.powerAboveKw };
  }
  if ("socBelow" in when) {
    const bus = busOf(when.vehicle, depot, complain, ["when", "vehicle"]);
    return bus === null ? null : { kind: "socBelow", bus, soc: when.socBelow };
  }
  const incident = before.indexOf(when.after);
  if (incident >= 0) {
    return { kind: "after", incident, delayMs: Math.round(when.byMin * MINUTE_MS) };
  }
  const message = `there is no incident "${when.after}" further up in the list`;
  complain(["when", "after"], message, meant(when.after, before));
  return null;
}

/** An instant within the run; null after a complaint. */
export function instantOf(at: string, depot: IncidentDepot, complain: Complain): number | null {
  const time = fileTime(at);
  if (time === null) {
    complain(["at"], `found "${at}", expected a time like 2026-03-04T02:00, 02:00 or 26:00`);
    return null;
  }
  const { zone, run, serviceDay } = depot;
  const atMs =
    time.date === null
      ? zone.ofServiceTime(serviceDay, time.minutes)
      : zone.ofWallTime(time.date, time.minutes);
  if (atMs >= run.fromMs && atMs < run.toMs) return atMs;
  const [is, from, to] = [atMs, run.fromMs, run.toMs].map((ms) => zone.iso(ms).slice(0, 16));
  const found = time.date === null ? `found "${at}", which is ${is}` : `found "${at}"`;
  complain(["at"], `${found}, outside the run`, `it goes from ${from} to ${to}`);
  return null;
}

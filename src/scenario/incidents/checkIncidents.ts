import { baseLoadBelow } from "../../depot/index.ts";
import type { Incident } from "./incident.ts";
import type { Complain, IncidentDepot } from "./incidentDepot.ts";

/** An incident with a time of its own. */
type Timed = Incident & { readonly fromMs: number; readonly toMs: number };

/**
 * Holds incidents against each other and against what the depot draws by itself.
 * @returns warnings
 */
export function checkIncidents(
  incidents: readonly Incident[],
  depot: IncidentDepot,
  complainOf: (incident: number) => Complain,
): string[] {
  const warnings: string[] = [];
  for (const [i, incident] of incidents.entries()) {
    const timed = timedOf(incident);
    if (timed === null) continue;
    const before = incidents.slice(0, i).map(timedOf);
    const other = before.find((one) => one !== null && overlap(one, timed, depot));
    if (other !== undefined && other !== null) {
      const message = `${incident.name} overlaps ${other.name}, which ${incident.where} has part in, too`;
      complainOf(i)([], message, "make one incident of the two, or let one begin after the other");
    }
    const { fromMs, toMs } = depot.window;
    if (felt(timed, depot) <= fromMs || timed.fromMs >= toMs) {
      warnings.push(`${incident.name} lies outside of the reported time`);
    }
  }
  for (const [i, incident] of incidents.entries()) {
    if (incident.kind !== "limit") continue;
    const flaw = noRoomForFallbacks(incident, depot);
    if (flaw === null) continue;
    complainOf(i)(
      ["maxKw"],
      flaw,
      "raise it, or lower fallbackKw: nobody can lower what flows then",
    );
  }
  return warnings;
}

function timedOf(incident: Incident): Timed | null {
  const { begins, durationMs } = incident;
  if (begins.kind !== "at") return null;
  return { ...incident, fromMs: begins.atMs, toMs: begins.atMs + durationMs };
}

/** Until when it may matter: a late bus may miss its departure. */
function felt(timed: Timed, { plans }: IncidentDepot): number {
  if (timed.kind !== "lateBus") return timed.toMs;
  return plans[timed.bus]!.stays[timed.stay]!.departAtMs ?? Infinity;
}

/** Whether two incidents of one kind concern the same thing at the same time. */
function overlap(a: Timed, b: Timed, { tree }: IncidentDepot): boolean {
  if (a.kind === "lateBus" && b.kind === "lateBus") return a.bus === b.bus && a.stay === b.stay;
  if (a.fromMs >= b.toMs || b.fromMs >= a.toMs) return false;
  if (a.kind === "limit" && b.kind === "limit") return a.node === b.node;
  const [dark, other] = [darkNode(a), darkNode(b)];
  if (dark !== null && other !== null) {
    return tree.isBelow(dark, other) || tree.isBelow(other, dark);
  }
  if (!("points" in a) || !("points" in b) || a.kind !== b.kind) return false;
  return a.points.some((point) => b.points.includes(point));
}

/** The node below which there is no power, if it is about that. */
function darkNode(incident: Incident): number | null {
  return incident.kind === "trip" || incident.kind === "blackout" ? incident.node : null;
}

/** What is wrong with a limit that base loads keep, but not the fallbacks beside them. */
function noRoomForFallbacks(
  incident: Extract<Incident, { kind: "limit" }>,
  { tree, nodes, stations, run }: IncidentDepot,
): string | null {
  const { node, maxKw } = incident;
  const base = baseLoadBelow(tree, nodes)[node]!;
  const fallbackKw = stations
    .filter((station) => tree.isBelow(station.node, node))
    .reduce((sum, { loss, fallbackKw: kw }) => sum + loss.acKw(kw), 0);
  const { fromMs, toMs } = timedOf(incident) ?? run;
  let leastKw = Infinity;
  for (let atMs = fromMs; atMs < toMs; atMs = base.nextStepAfter(atMs)) {
    const roomKw = maxKw - base.at(atMs);
    if (roomKw >= 0) leastKw = Math.min(leastKw, roomKw);
  }
  if (fallbackKw <= leastKw) return null;
  return `the fallbacks of the stations below draw ${rounded(fallbackKw)} kW, ${rounded(leastKw)} kW is left for them`;
}

function rounded(kw: number): number {
  return Math.round(kw * 10) / 10;
}

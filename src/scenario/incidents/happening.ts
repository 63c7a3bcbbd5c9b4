import { meant } from "../meant.ts";
import type { IncidentFile } from "../schema/incidents.ts";
import type { Happening } from "./incident.ts";
import { type Complain, type IncidentDepot, nodeAt } from "./incidentDepot.ts";

const MINUTE_MS = 60_000;

/** What an incident does, and where, for people; null after a complaint. */
export function happening(
  file: Exclude<IncidentFile, { kind: "lateBus" }>,
  depot: IncidentDepot,
  complain: Complain,
): (Happening & { readonly where: string }) | null {
  switch (file.kind) {
    case "blackout":
      return { kind: "blackout", node: 0, where: depot.tree.ids[0]! };
    case "trip":
    case "limit": {
      const node = nodeAt(file.node, depot, complain, ["node"]);
      if (node === null) return null;
      const where = depot.tree.ids[node]!;
      if (file.kind === "trip") return { kind: "trip", node, where };
      return { kind: "limit", node, maxKw: file.maxKw, where: `${where} at ${file.maxKw} kW` };
    }
    case "stationOut":
    case "linkLoss": {
      const points = pointsOf(file.stations, depot, complain);
      if (points === null) return null;
      const where = file.stations.join(", ");
      if (file.kind === "linkLoss") return { kind: "linkLoss", points, where };
      const replugMs = Math.round(file.replugMin * MINUTE_MS);
      return { kind: "stationOut", points, where, replugMs };
    }
  }
}

/** Single points by their names, those of a cabinet by its name; null after a complaint. */
function pointsOf(
  names: readonly string[],
  { stations, cabinets }: IncidentDepot,
  complain: Complain,
): number[] | null {
  const points = new Set<number>();
  let isKnown = true;
  for (const [i, name] of names.entries()) {
    const cabinet = cabinets.findIndex(({ id }) => id === name);
    const own = [...stations.keys()].filter((point) => {
      const station = stations[point]!;
      return station.id === name || (cabinet >= 0 && station.cabinet === cabinet);
    });
    for (const point of own) points.add(point);
    if (own.length > 0) continue;
    const known = [...stations.map(({ id }) => String(id)), ...cabinets.map(({ id }) => id)];
    complain(["stations", i], `there is no station "${name}"`, meant(name, known));
    isKnown = false;
  }
  return isKnown ? [...points].toSorted((a, b) => a - b) : null;
}

import type { StationSpec } from "../depot/index.ts";
import { id, type PointId } from "../messages/index.ts";
import type { VehiclePlan } from "../operations/index.ts";
import { ConverterLoss } from "../physics/index.ts";
import { closestWord } from "./closestWord.ts";
import type { SourceDocument } from "./readDocument.ts";
import { type Flaw, InputProblem } from "./inputProblem.ts";
import type { PlacedNode } from "./resolveGrid.ts";
import type { StationGroupFile } from "./schema/stationGroup.ts";

/** Efficiency of a charger that gives none (SpiceEV, SimBA and eFLIPS assume the same). */
const EFFICIENCY = 0.95;

/**
 * The single stations of all groups.
 * @param needed how many points the timetable fills at its busiest moment
 * @throws InputProblem for ids given twice, unknown grid nodes, limits that contradict each other
 */
export function resolveStations(
  groups: readonly StationGroupFile[],
  nodes: readonly PlacedNode[],
  needed: number,
  source: SourceDocument,
): StationSpec[] {
  const flaws: Flaw[] = [];
  const counted = groups.map(({ count }) => (count === undefined ? 1 : count));
  const given = counted.reduce<number>((sum, n) => sum + (n === "asNeeded" ? 0 : n), 0);
  if (counted.filter((count) => count === "asNeeded").length > 1) {
    flaws.push({
      place: source.placeOf(["stations"]),
      message: "found several groups asNeeded, expected at most one",
      mend: "give the others a number",
    });
  }
  const stations = groups.map((group, i) => {
    const count = counted[i] === "asNeeded" ? Math.max(1, needed - given) : counted[i]!;
    const complain = (key: string, message: string, mend?: string): void => {
      flaws.push({ place: source.placeOf(["stations", i, key]), message, mend });
    };
    return stationsOf(group, count, nodeOf(group, nodes, complain), complain);
  });
  flaws.push(...namedTwice(stations, source));
  if (flaws.length > 0) throw new InputProblem(...flaws.slice(0, 10));
  return stations.flat();
}

/** One flaw for every group that has a name of another. */
function namedTwice(groups: readonly (readonly StationSpec[])[], source: SourceDocument): Flaw[] {
  const seen = new Map<string, number>();
  const flaws: Flaw[] = [];
  for (const [i, stations] of groups.entries()) {
    const twice = stations.find(({ id: pointId }) => seen.has(pointId));
    if (twice !== undefined) {
      flaws.push({
        place: source.placeOf(["stations", i, "id"]),
        message: `"${twice.id}" already names a station of stations.${seen.get(twice.id)}`,
        mend: "give the groups other ids",
      });
    }
    for (const { id: pointId } of stations) seen.set(pointId, i);
  }
  return flaws;
}

function stationsOf(
  group: StationGroupFile,
  count: number,
  node: number,
  complain: (key: string, message: string, mend?: string) => void,
): StationSpec[] {
  const { ratedKw, minKw, fallbackKw, efficiency, loss } = group;
  for (const [key, kw] of Object.entries({ minKw, fallbackKw })) {
    if (kw <= ratedKw) continue;
    complain(key, `found ${kw}, more than ratedKw ${ratedKw}`, `expected 0 to ${ratedKw}`);
  }
  if (efficiency !== undefined && loss !== undefined) {
    complain("loss", "found efficiency and loss", "give one of them");
  }
  const converter = new ConverterLoss(loss ?? { efficiency: efficiency ?? EFFICIENCY }, ratedKw);
  const digits = String(count).length;
  return Array.from({ length: count }, (_, i) => ({
    id: id<PointId>(
      group.count === undefined ? group.id : `${group.id}${String(i + 1).padStart(digits, "0")}`,
    ),
    node,
    ratedKw,
    minKw,
    loss: converter,
    standbyKw: group.standbyKw,
    connectMs: Math.round(group.connectSec * 1000),
    disconnectMs: Math.round(group.disconnectSec * 1000),
    fallbackKw,
  }));
}

/** @throws InputProblem for a stay at a station that is not there */
export function checkPoints(
  plans: readonly VehiclePlan[],
  stations: readonly StationSpec[],
  timetablePath: string,
): void {
  const known = new Set(stations.map((station) => station.id));
  for (const { pointId, line } of plans.flatMap((plan) => plan.stays)) {
    if (pointId === null || known.has(pointId)) continue;
    const meant = closestWord(pointId, [...known]);
    throw new InputProblem({
      place: { file: timetablePath, line, path: "point_id" },
      message: `there is no station "${pointId}"`,
      mend:
        meant === undefined ? "add it under stations, or leave it empty" : `did you mean ${meant}?`,
    });
  }
}

function nodeOf(
  { gridNode }: StationGroupFile,
  nodes: readonly PlacedNode[],
  complain: (key: string, message: string, mend?: string) => void,
): number {
  if (gridNode === undefined) return 0;
  const index = nodes.findIndex((node) => node.id === gridNode);
  if (index >= 0) return index;
  const names = nodes.map((node) => node.id);
  const meant = closestWord(gridNode, names);
  complain(
    "gridNode",
    `there is no grid node "${gridNode}"`,
    meant === undefined ? `known: ${names.join(", ")}` : `did you mean ${meant}?`,
  );
  return 0;
}

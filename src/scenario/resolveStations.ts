import type { CabinetSpec, StationSpec } from "../depot/index.ts";
import { id, type PointId } from "../messages/index.ts";
import type { Stay, VehiclePlan } from "../operations/index.ts";
import { ConverterLoss } from "../physics/index.ts";
import { closestWord } from "./closestWord.ts";
import type { SourceDocument } from "./readDocument.ts";
import { type Flaw, InputProblem } from "./inputProblem.ts";
import { resolveCabinet } from "./resolveCabinet.ts";
import type { PlacedNode } from "./resolveGrid.ts";
import type { StationGroupFile } from "./schema/stationGroup.ts";

/** Efficiency of a charger that gives none (SpiceEV, SimBA and eFLIPS assume the same). */
const EFFICIENCY = 0.95;

/** What a depot charges with. */
export interface Stations {
  /** Every point: stations with one outlet, and outlets of cabinets. */
  readonly stations: readonly StationSpec[];
  readonly cabinets: readonly CabinetSpec[];
}

/**
 * The single points and cabinets of all groups.
 * @param needed how many points the timetable fills at its busiest moment; asked where it matters
 * @throws InputProblem for ids given twice, unknown grid nodes, limits that contradict each other
 */
export function resolveStations(
  groups: readonly StationGroupFile[],
  nodes: readonly PlacedNode[],
  needed: () => number,
  source: SourceDocument,
): Stations {
  const flaws: Flaw[] = [];
  const counted = groups.map(({ count }) => (count === undefined ? 1 : count));
  const given = groups.reduce((sum, { outlets }, i) => {
    const count = counted[i]!;
    return count === "asNeeded" ? sum : sum + count * outlets;
  }, 0);
  if (counted.filter((count) => count === "asNeeded").length > 1) {
    flaws.push({
      place: source.placeOf(["stations"]),
      message: "found several groups asNeeded, expected at most one",
      mend: "give the others a number",
    });
  }
  const stations: StationSpec[][] = [];
  const cabinets: CabinetSpec[] = [];
  for (const [i, group] of groups.entries()) {
    const counts = counted[i]!;
    const count =
      counts === "asNeeded" ? Math.max(1, Math.ceil((needed() - given) / group.outlets)) : counts;
    const complain = (key: string, message: string, mend?: string): void => {
      flaws.push({ place: source.placeOf(["stations", i, key]), message, mend });
    };
    const node = nodeOf(group, nodes, complain);
    const kind = pointOf(group, node, complain);
    const shared = resolveCabinet(group, complain);
    stations.push(
      namesOf(group, count).flatMap((stationId): StationSpec[] => {
        if (shared === null) return [{ ...kind, id: id<PointId>(stationId) }];
        const { standbyKw } = group;
        const cabinet = cabinets.push({ id: stationId, node, standbyKw, ...shared }) - 1;
        return numbered(`${stationId}.`, group.outlets).map((pointId) => ({
          ...kind,
          id: id<PointId>(pointId),
          cabinet,
          standbyKw: 0,
        }));
      }),
    );
  }
  flaws.push(...namedTwice(stations, source));
  if (flaws.length > 0) throw new InputProblem(...flaws.slice(0, 10));
  return { stations: stations.flat(), cabinets };
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

/** What all points of a group have in common. */
function pointOf(
  group: StationGroupFile,
  node: number,
  complain: (key: string, message: string, mend?: string) => void,
): Omit<StationSpec, "id"> {
  const { ratedKw, minKw, fallbackKw, efficiency, loss, standbyKw } = group;
  for (const [key, kw] of Object.entries({ minKw, fallbackKw })) {
    if (kw <= ratedKw) continue;
    complain(key, `found ${kw}, more than ratedKw ${ratedKw}`, `expected 0 to ${ratedKw}`);
  }
  if (efficiency !== undefined && loss !== undefined) {
    complain("loss", "found efficiency and loss", "give one of them");
  }
  return {
    node,
    cabinet: null,
    ratedKw,
    minKw,
    loss: new ConverterLoss(loss ?? { efficiency: efficiency ?? EFFICIENCY }, ratedKw),
    standbyKw,
    connectMs: Math.round(group.connectSec * 1000),
    disconnectMs: Math.round(group.disconnectSec * 1000),
    fallbackKw,
  };
}

function namesOf(group: StationGroupFile, count: number): string[] {
  return group.count === undefined ? [group.id] : numbered(group.id, count);
}

/** `P`, 10 → `P01` … `P10`. */
function numbered(stem: string, count: number): string[] {
  const digits = String(count).length;
  return Array.from({ length: count }, (_, i) => `${stem}${String(i + 1).padStart(digits, "0")}`);
}

/** @throws InputProblem for a stay at a station that is not there */
export function checkPoints(
  plans: readonly VehiclePlan[],
  stations: readonly StationSpec[],
  timetablePath: string,
): void {
  const known = new Set(stations.map((station) => station.id));
  const isUnknown = ({ pointId }: Stay): boolean => pointId !== null && !known.has(pointId);
  for (const { stays } of plans) {
    const stay = stays.find(isUnknown);
    if (stay === undefined) continue;
    const { pointId, line } = stay;
    const meant = closestWord(pointId!, [...known]);
    throw new InputProblem({
      place: { file: timetablePath, line, path: "point_id" },
      message: `there is no station "${pointId}"`,
      mend:
        meant === undefined ? "add it under stations, or leave it empty" : `did you mean ${meant}?`,
    });
  }
}

/** @throws InputProblem for a stay that names no station where every one has to */
export function checkFixedPoints(
  plans: readonly VehiclePlan[],
  source: SourceDocument,
  timetablePath: string,
): void {
  const stays = plans.flatMap((plan) => plan.stays);
  const open = stays.find(({ arriveAtMs, pointId }) => arriveAtMs !== null && pointId === null);
  if (open === undefined) return;
  throw new InputProblem({
    place: source.placeOf(["operations", "pointAssignment"]),
    message: `found fixed, but the stay of line ${open.line} of ${timetablePath} names no point`,
    mend: "give every stay a point_id, or take firstFree",
  });
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

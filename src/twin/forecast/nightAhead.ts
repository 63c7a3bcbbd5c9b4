import { plannedNight, type Scenario } from "../../scenario/index.ts";
import type { Belief } from "./belief.ts";
import { type BusAhead, type StayAhead, staysAhead } from "./staysAhead.ts";

const QUARTER_HOUR_MS = 900_000;
const MINUTE_MS = 60_000;

/** What is ahead of a depot: a scenario, and what each of its stays was made from. */
export interface NightAhead {
  readonly scenario: Scenario;
  readonly buses: readonly BusAhead[];
  /** When that was believed. */
  readonly atMs: number;
}

/**
 * What is ahead of a depot, as its charge management believes: buses that are plugged in go on from the charge they
 * are believed to have, those that are asked for come as they are expected, limits in force hold on unless the
 * scenario has tighter ones ahead.
 */
export function nightAhead(spec: Scenario, belief: Belief): NightAhead {
  const { view } = belief;
  const buses = staysAhead(spec, belief);
  const plans = buses.map((bus) => ({ ...bus, stays: bus.stays.map(({ stay }) => stay) }));
  const startsMs = plans.flatMap(({ stays }) => stays.map(({ arriveAtMs }) => arriveAtMs!));
  const endsMs = plans.flatMap(({ stays }) => stays.map(({ departAtMs }) => departAtMs ?? 0));
  const fromMs = Math.min(view.atMs, ...startsMs);
  const toMs = Math.max(view.atMs, ...endsMs) + 1;
  const run = { fromMs, toMs };
  const window = {
    fromMs: Math.floor(fromMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS,
    toMs: Math.ceil(toMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS,
  };
  const expectedMs = usualPlugInMs(spec);
  const scenario: Scenario = {
    ...spec,
    run,
    window,
    repeats: false,
    nodes: spec.nodes.map((node, i) => {
      const { limitKw } = view.site[i]!;
      const plannedKw = Math.min(node.contractKw.at(view.atMs), node.maxKw.at(view.atMs));
      if (limitKw === null || limitKw >= plannedKw) return node;
      const capped = node.maxKw.during(fromMs, window.toMs, (kw) => Math.min(kw, limitKw));
      return { ...node, maxKw: capped };
    }),
    plans,
    plugInDelaysMs: buses.map(({ stays }) =>
      stays.map((one) => Math.max(0, expectedMs - waitedMs(one, view.atMs))),
    ),
    servicesDue: plans.map(({ stays }) => stays.map(() => [])),
    presystem: { ...spec.presystem, leadMs: toMs - fromMs },
    yard: {
      ...spec.yard,
      carry: "carried",
      target: "nextBlock",
      reserveSoc: 0,
      desiredSoc: desiredSocOf(belief),
      services: [],
    },
    incidents: view.points.flatMap((one, point) =>
      isOutOfOrder(one) ? [stationOut(one.id, point, run)] : [],
    ),
    night: plannedNight,
  };
  return { scenario, buses, atMs: view.atMs };
}

/** Whether a point does not work, whatever people have ordered. */
export function isOutOfOrder({
  status,
  order,
}: Pick<Belief["view"]["points"][number], "status" | "order">): boolean {
  return status === "faulted" || (status === "outOfService" && order !== status);
}

/** For so long a bus has been there, or overdue, and was not plugged in; forever, if it is plugged in. */
export function waitedMs({ pluggedInAtMs, expectedAtMs }: StayAhead, atMs: number): number {
  return pluggedInAtMs === null ? Math.max(0, atMs - expectedAtMs) : Infinity;
}

/** What buses are charged to that must leave with less: the least that any should leave with. */
export function desiredSocOf({ view: { requests, points } }: Belief): number {
  const wanted = [...requests, ...points.flatMap(({ session }) => session ?? [])];
  return Math.min(1, ...wanted.map(({ maxTargetSoc }) => maxTargetSoc ?? 1));
}

/** From coming to being plugged in, services included. */
export function usualPlugInMs(spec: Scenario): number {
  return Math.max(0, spec.control.expectedPlugInMs - usualConnectMs(spec));
}

/** A station that does not work until the end; whoever is there is plugged in elsewhere. */
export function stationOut(
  where: string,
  point: number,
  { fromMs, toMs }: Scenario["run"],
): Scenario["incidents"][number] {
  return {
    kind: "stationOut",
    name: `${where} out`,
    where,
    points: [point],
    // Somebody has to find out first: estimate.
    replugMs: 15 * MINUTE_MS,
    begins: { kind: "at", atMs: fromMs },
    durationMs: toMs - fromMs + 1,
  };
}

function usualConnectMs({ stations }: Scenario): number {
  const sorted = stations.map(({ connectMs }) => connectMs).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

import type { ControlView } from "../../control/index.ts";
import type { Stay, VehiclePlan } from "../../operations/index.ts";
import type { VehicleId } from "../../messages/index.ts";
import { plannedNight, type Scenario } from "../../scenario/index.ts";
import type { Belief } from "./belief.ts";

const QUARTER_HOUR_MS = 900_000;
const MINUTE_MS = 60_000;

/** What a stay is made from. */
type Wanted = Pick<
  ControlView["requests"][number],
  "departureAtMs" | "minTargetSoc" | "maxTargetSoc"
>;

/**
 * What is ahead of a depot, as its charge management believes: buses that are plugged in go on from the charge they
 * are believed to have, those that are asked for come as they are expected, limits in force hold on unless the
 * scenario has tighter ones ahead. Strangers, whose battery nobody knows, are left out.
 */
export function nightAhead(spec: Scenario, { view, connected }: Belief): Scenario {
  const plans = plansAhead(spec, view, connected);
  const startsMs = plans.flatMap(({ stays }) => stays.map(({ arriveAtMs }) => arriveAtMs!));
  const endsMs = plans.flatMap(({ stays }) => stays.map(({ departAtMs }) => departAtMs ?? 0));
  const fromMs = Math.min(view.atMs, ...startsMs);
  const toMs = Math.max(view.atMs, ...endsMs) + 1;
  const run = { fromMs, toMs };
  const window = {
    fromMs: Math.floor(fromMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS,
    toMs: Math.ceil(toMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS,
  };
  const targets = [...view.requests, ...view.points.flatMap(({ session }) => session ?? [])];
  const expectedMs = Math.max(0, spec.control.expectedPlugInMs - usualConnectMs(spec));
  return {
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
    plugInDelaysMs: plans.map(({ stays }) =>
      stays.map(({ pointId }) => (pointId === null ? expectedMs : 0)),
    ),
    servicesDue: plans.map(({ stays }) => stays.map(() => [])),
    presystem: { ...spec.presystem, leadMs: toMs - fromMs },
    yard: {
      ...spec.yard,
      carry: "carried",
      target: "nextBlock",
      reserveSoc: 0,
      desiredSoc: Math.max(0, ...targets.map(({ maxTargetSoc }) => maxTargetSoc ?? 1)),
      services: [],
    },
    incidents: view.points.flatMap(({ id, status, order }, point) => {
      const isBroken = status === "faulted" || (status === "outOfService" && order !== status);
      return isBroken ? [stationOut(id, point, run)] : [];
    }),
    night: plannedNight,
  };
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

function plansAhead(
  spec: Scenario,
  { atMs, points, requests }: ControlView,
  connected: Belief["connected"],
): VehiclePlan[] {
  const types = new Map(spec.plans.map((plan) => [plan.vehicleId, plan.vehicleType]));
  const stays = new Map<VehicleId, Stay[]>();
  const add = (vehicleId: VehicleId, make: (usableKwh: number) => Stay): void => {
    const bus = spec.busTypes.get(types.get(vehicleId) ?? "");
    if (bus === undefined) return;
    stays.set(vehicleId, [...(stays.get(vehicleId) ?? []), make(bus.usableKwh)]);
  };
  for (const [point, { id, session }] of points.entries()) {
    if (session === null) continue;
    const { vehicleId, soc, minTargetSoc, maxTargetSoc, departureAtMs } = session;
    if (vehicleId === null || soc === null) continue;
    const wanted = {
      departureAtMs,
      minTargetSoc: minTargetSoc ?? 1,
      maxTargetSoc: maxTargetSoc ?? 1,
    };
    // In the order of connecting, and connected by now.
    const rankMs = connected.length - connected.indexOf(id);
    const arriveAtMs = atMs - spec.stations[point]!.connectMs - rankMs;
    add(vehicleId, (kwh) => stayOf(spec, { arriveAtMs, soc, pointId: id }, wanted, kwh));
  }
  for (const request of requests) {
    const { vehicleId, expectedArrivalAtMs, expectedSoc } = request;
    const arriveAtMs = Math.max(expectedArrivalAtMs ?? atMs, atMs);
    // A bus that is here comes again later, or does not.
    const before = stays.get(vehicleId)?.at(-1);
    if (before !== undefined && arriveAtMs <= (before.departAtMs ?? Infinity)) continue;
    const coming = { arriveAtMs, soc: expectedSoc ?? 0, pointId: null };
    add(vehicleId, (kwh) => stayOf(spec, coming, request, kwh));
  }
  return [...stays].map(([vehicleId, list]) => ({
    vehicleId,
    vehicleType: types.get(vehicleId)!,
    stays: list,
  }));
}

/** A bus that begins full, or leaves so, has used what it lacks when it comes. */
function stayOf(
  spec: Scenario,
  { arriveAtMs, soc, pointId }: { arriveAtMs: number; soc: number; pointId: Stay["pointId"] },
  { departureAtMs, minTargetSoc }: Wanted,
  usableKwh: number,
): Stay {
  const { unplugBeforeMs } = spec.presystem;
  const departAtMs =
    departureAtMs === null ? null : Math.max(departureAtMs, arriveAtMs + 1) + unplugBeforeMs;
  return {
    line: 0,
    arriveAtMs,
    departAtMs,
    usedKwh: (1 - soc) * usableKwh,
    nextUsedKwh: minTargetSoc * usableKwh,
    blockBefore: null,
    blockAfter: null,
    pointId,
  };
}

function usualConnectMs({ stations }: Scenario): number {
  const sorted = stations.map(({ connectMs }) => connectMs).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

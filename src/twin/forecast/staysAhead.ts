import type { ControlView } from "../../control/index.ts";
import type { VehicleId } from "../../messages/index.ts";
import { SOC_QUANTUM, type Stay } from "../../operations/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import type { Belief } from "./belief.ts";

/** What a stay is made from. */
type Wanted = Pick<
  ControlView["requests"][number],
  "departureAtMs" | "minTargetSoc" | "maxTargetSoc"
>;

/** A stay that is not over, and what it is made from. */
export interface StayAhead {
  /** As it is going to be from now on, if all goes as is believed. */
  readonly stay: Stay;
  /** Since when it is plugged in; null: it is awaited. */
  readonly pluggedInAtMs: number | null;
  /** When it was to come, as was last said; of one that is plugged in, when that was. */
  readonly expectedAtMs: number;
}

/** What is ahead of one bus, in order. */
export interface BusAhead {
  readonly vehicleId: VehicleId;
  readonly vehicleType: string;
  readonly stays: readonly StayAhead[];
}

/** What is ahead of every bus that is plugged in or awaited; strangers, whose battery nobody knows, are left out. */
export function staysAhead(
  spec: Scenario,
  { view: { atMs, points, requests }, connected }: Belief,
): BusAhead[] {
  const types = new Map(spec.plans.map((plan) => [plan.vehicleId, plan.vehicleType]));
  const stays = new Map<VehicleId, StayAhead[]>();
  const add = (vehicleId: VehicleId, make: (usableKwh: number) => StayAhead): void => {
    const bus = spec.busTypes.get(types.get(vehicleId) ?? "");
    if (bus === undefined) return;
    stays.set(vehicleId, [...(stays.get(vehicleId) ?? []), make(bus.usableKwh)]);
  };
  const ranks = new Map(connected.map((one, rank) => [one.pointId, { ...one, rank }]));
  for (const [point, { id, session }] of points.entries()) {
    if (session === null) continue;
    const { vehicleId, soc, minTargetSoc, maxTargetSoc, departureAtMs } = session;
    if (vehicleId === null || soc === null) continue;
    const wanted = {
      departureAtMs,
      minTargetSoc: minTargetSoc ?? 1,
      maxTargetSoc: maxTargetSoc ?? 1,
    };
    // What a link cannot tell is not missing, nor does rounding set a bus going again that is done.
    const isDone = soc >= wanted.maxTargetSoc - SOC_QUANTUM;
    const heldSoc = isDone
      ? Math.min(1, Math.max(soc, wanted.maxTargetSoc) + SOC_QUANTUM / 2)
      : soc;
    const { rank, sinceMs } = ranks.get(id)!;
    // In the order of connecting, and connected by now.
    const arriveAtMs = atMs - spec.stations[point]!.connectMs - (connected.length - rank);
    add(vehicleId, (kwh) => ({
      stay: stayOf(spec, { arriveAtMs, soc: heldSoc, pointId: id }, wanted, kwh),
      pluggedInAtMs: sinceMs,
      expectedAtMs: sinceMs,
    }));
  }
  for (const request of requests) {
    const { vehicleId, expectedArrivalAtMs, expectedSoc } = request;
    const expectedAtMs = expectedArrivalAtMs ?? atMs;
    const arriveAtMs = Math.max(expectedAtMs, atMs);
    // A bus that is here comes again later, or does not.
    const before = stays.get(vehicleId)?.at(-1)?.stay;
    if (before !== undefined && arriveAtMs <= (before.departAtMs ?? Infinity)) continue;
    const coming = { arriveAtMs, soc: expectedSoc ?? 0, pointId: null };
    add(vehicleId, (kwh) => ({
      stay: stayOf(spec, coming, request, kwh),
      pluggedInAtMs: null,
      expectedAtMs,
    }));
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

import type { PlannedSession, RequestChanged } from "../messages/index.ts";
import type { Belief } from "./belief.ts";
import { cabinLoadKw, goalsOf, plannedSession } from "./plannedSession.ts";

/**
 * What is to be planned for a bus that is expected: at the best that any of our outlets has,
 * since nobody knows where it will be plugged in.
 *
 * @returns null: it comes too late to be planned, or to be charged, or nobody knows its battery
 */
export function stayAhead(
  request: RequestChanged,
  { model, requests, anyOutlet: outlet }: Pick<Belief, "model" | "requests" | "anyOutlet">,
  nowMs: number,
): PlannedSession | null {
  const { batteryOf, options, points } = model;
  const { requestId, vehicleId, expectedArrivalAtMs, departureAtMs, expectedSoc } = request;
  const battery = batteryOf(vehicleId);
  if (battery === undefined) return null;
  // Who is overdue, or comes nobody knows when, may come any moment.
  const plugInMs = options.expectedPlugInMs;
  const expectedMs = (expectedArrivalAtMs ?? -Infinity) + plugInMs;
  const fromMs = expectedMs > nowMs ? expectedMs : nowMs + plugInMs;
  const toMs = departureAtMs ?? fromMs + options.planHorizonMs;
  if (toMs <= fromMs || fromMs > nowMs + options.planHorizonMs) return null;
  const { usableKwh } = battery;
  const curve = battery.behind(outlet);
  return plannedSession(
    requestId,
    {
      node: outlet.node,
      // Where everybody shares one cabinet, it is that; else it may be another.
      cabinet: points.every(({ cabinet }) => cabinet === points[0]!.cabinet)
        ? points[0]!.cabinet
        : null,
      minKw: Math.max(outlet.minKw, battery.minKw),
      loss: outlet.loss,
      // Fallbacks of free points are set aside for whoever comes.
      reservedKw: 0,
      fixedLoadKw: cabinLoadKw(requests.needOf(request), outlet, { fromMs, toMs }),
    },
    // Of whom nobody knows what it holds may hold nothing.
    { usableKwh, storedKwh: (expectedSoc ?? 0) * usableKwh, curve: curve.knots },
    goalsOf(curve, usableKwh, request, request.maxTargetSoc),
    { fromMs, toMs },
  );
}

import { type RequestChanged, socOnLink } from "../../messages/index.ts";
import { SOC_ROUNDING } from "../believedCharge.ts";
import type { PlanInForce } from "../planInForce.ts";
import { goalsOf } from "../plannedSession.ts";
import type { Session } from "../session.ts";
import { planIdOf } from "../stayHere.ts";

/** How the stay of a bus will go on, as far as is known. Plain JSON. */
export interface Prediction {
  /** When it holds what it must and what it should leave with; now, if it does; null: never. */
  readonly leastAtMs: number | null;
  readonly desiredAtMs: number | null;
  /** null: nobody knows when it leaves. */
  readonly socAtDeparture: number | null;
}

/**
 * By the plan in force where there is one that knows the bus, else as if the limit in force held on.
 *
 * @returns null: nobody knows its battery
 */
export function predictionOf(
  session: Session,
  request: RequestChanged | undefined,
  inForce: PlanInForce | null,
  atMs: number,
): Prediction | null {
  const { curve, usableKwh, charge, departureAtMs } = session;
  if (curve === null) return null;
  const { leastKwh, desiredKwh } = goalsOf(curve, usableKwh, request, session.targetSoc);
  const isPlanned = !session.isHeld && !session.isOut && !session.isComplete;
  const planned = isPlanned ? inForce?.chargingOf(planIdOf(session, request), atMs) : undefined;
  const storedKwh = charge.energyAt(atMs);
  // What a link cannot tell is not missing.
  const roundingKwh = 2 * SOC_ROUNDING * usableKwh;
  const reachedAtMs = (goalKwh: number, plannedAtMs: number | null | undefined): number | null => {
    if (storedKwh >= goalKwh - roundingKwh) return atMs;
    if (session.isComplete || plannedAtMs === null) return null;
    // Who is behind its plan goes on at what it has.
    if (plannedAtMs !== undefined && plannedAtMs > atMs) return plannedAtMs;
    const aheadMs = charge.msUntil(goalKwh);
    return aheadMs < Infinity ? Math.ceil(charge.asOfMs + aheadMs) : null;
  };
  const leavesWithKwh = (): number => {
    if (departureAtMs <= atMs || session.isComplete) return storedKwh;
    if (planned !== undefined) return planned.leavesWithKwh;
    return Math.max(storedKwh, Math.min(charge.energyAt(departureAtMs), desiredKwh));
  };
  return {
    leastAtMs: reachedAtMs(leastKwh, planned?.leastAtMs),
    desiredAtMs: reachedAtMs(desiredKwh, planned?.desiredAtMs),
    socAtDeparture: departureAtMs < Infinity ? socOnLink(leavesWithKwh() / usableKwh) : null,
  };
}

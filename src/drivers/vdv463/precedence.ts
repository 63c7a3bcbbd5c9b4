import type { ChargingRequest, Presystem } from "../../protocols/vdv463/index.ts";
import type { PresystemRules } from "./presystemRules.ts";

/** A request and whose it is. */
export interface OwnedRequest {
  readonly presystemId: string;
  readonly presystem: Presystem;
  readonly request: ChargingRequest;
}

type PrecedenceRules = Pick<PresystemRules, "presystemPrecedence" | "onRoutePoints">;

/**
 * Whom of two presystems a bus is charged for that both want at the same time: negative for the
 * first. At points on the route the control centre goes first, elsewhere the one that the rules
 * name; of two of a kind, the one whose id comes first, whoever spoke first.
 */
export function precedence(one: OwnedRequest, other: OwnedRequest, rules: PrecedenceRules): number {
  const byRank = rank(one, rules) - rank(other, rules);
  return byRank || order(one.presystemId, other.presystemId) || order(idOf(one), idOf(other));
}

function order(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function idOf({ request }: OwnedRequest): string {
  return request.chargingRequestId;
}

function rank(
  { presystem, request }: OwnedRequest,
  { presystemPrecedence, onRoutePoints }: PrecedenceRules,
): number {
  const { chargingPointId } = request;
  const isOnRoute = chargingPointId !== undefined && onRoutePoints.has(chargingPointId);
  if (isOnRoute && presystem === "ITCS") return 0;
  return presystem === presystemPrecedence ? 1 : 2;
}

/** Whether both want the bus at once. Without an arrival it may be there at any time, without a departure for ever. */
export function wantAtOnce(
  { request: one }: OwnedRequest,
  { request: other }: OwnedRequest,
): boolean {
  return (
    one.vehicleId === other.vehicleId && fromMs(one) < toMs(other) && fromMs(other) < toMs(one)
  );
}

function fromMs({ chargingRequestData }: ChargingRequest): number {
  return chargingRequestData.expectedArrivalTimeAtChargingPoint ?? -Infinity;
}

function toMs({ chargingRequestData }: ChargingRequest): number {
  return chargingRequestData.requestedTimeForDeparture ?? Infinity;
}

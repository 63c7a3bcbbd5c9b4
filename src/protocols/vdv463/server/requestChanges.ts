import { equal } from "../model/equal.ts";
import type { ChargingRequest } from "../model/chargingRequest.ts";

/** What a list of requests says that the one before did not. */
export interface RequestChanges {
  readonly added: readonly ChargingRequest[];
  readonly changed: readonly ChargingRequest[];
  readonly withdrawn: readonly ChargingRequest[];
}

/** Holds two lists of one presystem against each other; their order says nothing. */
export function requestChanges(
  before: readonly ChargingRequest[],
  after: readonly ChargingRequest[],
): RequestChanges {
  const known = new Map(before.map((request) => [request.chargingRequestId, request]));
  const kept = new Set(after.map((request) => request.chargingRequestId));
  return {
    added: after.filter((request) => !known.has(request.chargingRequestId)),
    changed: after.filter((request) => {
      const old = known.get(request.chargingRequestId);
      return old !== undefined && !equal(old, request);
    }),
    withdrawn: before.filter((request) => !kept.has(request.chargingRequestId)),
  };
}

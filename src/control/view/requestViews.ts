import type { RequestChanged } from "../../messages/index.ts";
import type { Seen } from "./seen.ts";

/** A request whose bus is not plugged in for it yet. Plain JSON. */
export type RequestView = Pick<
  RequestChanged,
  | "requestId"
  | "vehicleId"
  | "expectedArrivalAtMs"
  | "expectedSoc"
  | "departureAtMs"
  | "minTargetSoc"
  | "maxTargetSoc"
  | "priority"
>;

/** Those who are awaited, who is expected first, first. */
export function requestViews({ requests, sessions }: Seen): RequestView[] {
  return requests.all
    .filter((request) => {
      const isHere = sessions.of(request.vehicleId) !== undefined;
      return !isHere || requests.current(request.vehicleId) !== request;
    })
    .map(({ kind: _kind, atMs: _atMs, knownAtMs: _knownAtMs, ...request }) => request)
    .toSorted(
      (a, b) =>
        (a.expectedArrivalAtMs ?? -Infinity) - (b.expectedArrivalAtMs ?? -Infinity) ||
        (a.requestId < b.requestId ? -1 : 1),
    );
}

import type { RequestId } from "../../messages/index.ts";
import type { ChargingRequest, RejectedChargingRequestInfo } from "../../protocols/vdv463/index.ts";
import { type OwnedRequest, precedence, wantAtOnce } from "./precedence.ts";
import type { PresystemList } from "./presystemList.ts";
import type { PresystemRules } from "./presystemRules.ts";
import { requestKey } from "./requestKey.ts";

/** What lists of requests come to. */
export interface JudgedRequests {
  /** Those that count, by id. */
  readonly accepted: ReadonlyMap<RequestId, OwnedRequest>;
  /** Those that cannot be accepted while others stand, by presystem and id. */
  readonly rejected: readonly RejectedChargingRequestInfo[];
}

/** What is known beside the lists. */
export interface JudgedBy {
  readonly rules: PresystemRules;
  readonly knowsVehicle: (vehicleId: string) => boolean;
  /** Requests whose bus is plugged in for them. */
  readonly pluggedIn: ReadonlySet<RequestId>;
  readonly atMs: number;
}

/**
 * Holds the lists of all presystems against each other and against what is known. Nothing of it rests
 * on who spoke first: the same lists come to the same.
 */
export function judgedRequests(lists: readonly PresystemList[], by: JudgedBy): JudgedRequests {
  const { rules, knowsVehicle } = by;
  const accepted: OwnedRequest[] = [];
  const rejected: RejectedChargingRequestInfo[] = [];
  const reject = ({ presystemId, request }: OwnedRequest, reason: string): void => {
    rejected.push({ presystemId, chargingRequestId: request.chargingRequestId, reason });
  };
  const known = standing(lists, by).filter((owned) => {
    const { vehicleId } = owned.request;
    if (rules.unknownVehicles === "learn" || knowsVehicle(vehicleId)) return true;
    reject(owned, `UNKNOWN_VEHICLE: there is no ${vehicleId}`);
    return false;
  });
  const byVehicle = new Map<string, OwnedRequest[]>();
  for (const owned of known.toSorted((a, b) => precedence(a, b, rules))) {
    const others = byVehicle.get(owned.request.vehicleId) ?? [];
    byVehicle.set(owned.request.vehicleId, others);
    const first = others.find(
      (other) => other.presystemId !== owned.presystemId && wantAtOnce(other, owned),
    );
    if (first === undefined) {
      others.push(owned);
      accepted.push(owned);
    } else reject(owned, `OVERLAP: ${first.presystemId} wants the bus meanwhile`);
  }
  const keyed = accepted.map((owned) => [keyOf(owned), owned] as const);
  return {
    accepted: new Map(keyed.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    rejected: rejected.toSorted((a, b) => (requestKey(a) < requestKey(b) ? -1 : 1)),
  };
}

/** Requests that are not over: neither their presystem nor their bus has been gone for long. */
function standing(lists: readonly PresystemList[], by: JudgedBy): OwnedRequest[] {
  const { staleAfterMs, orphanAfterMs } = by.rules;
  return lists
    .filter(({ goneSinceMs }) => goneSinceMs === null || by.atMs < goneSinceMs + orphanAfterMs)
    .flatMap(({ presystemId, presystem, requests }) =>
      requests.map((request) => ({ presystemId, presystem, request })),
    )
    .filter((owned) => {
      const { requestedTimeForDeparture: departure } = owned.request.chargingRequestData;
      if (isTerminated(owned.request)) return false;
      return (
        departure === undefined ||
        by.atMs < departure + staleAfterMs ||
        by.pluggedIn.has(keyOf(owned))
      );
    });
}

/** Until 1.1 a request may also be ended by a word. */
export function isTerminated({ chargingInstruction }: ChargingRequest): boolean {
  return chargingInstruction === "Terminate";
}

function keyOf({ presystemId, request }: OwnedRequest): RequestId {
  return requestKey({ presystemId, chargingRequestId: request.chargingRequestId });
}

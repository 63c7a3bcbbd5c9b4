import type { ChargingRequest } from "../model/chargingRequest.ts";

/** Why a request cannot be accepted. */
export interface RequestFlaw {
  readonly chargingRequestId: string;
  /** `CODE: text`. */
  readonly reason: string;
}

/**
 * The requests of one presystem that contradict themselves, each other or the
 * depot, by id. What is merely impossible in time is none: it is accepted and forecast.
 * Their order says nothing: of two stays of a bus at once the one that begins first
 * stands, of two that begin at once the one whose id comes first.
 * @param points null if they are not known
 */
export function requestFlaws(
  list: readonly ChargingRequest[],
  points: ReadonlySet<string> | null,
): RequestFlaw[] {
  const flaws: RequestFlaw[] = [];
  const accepted = new Map<string, ChargingRequest[]>();
  for (const request of list.toSorted(byArrival)) {
    const { chargingRequestId, vehicleId } = request;
    const others = accepted.get(vehicleId) ?? [];
    accepted.set(vehicleId, others);
    const overlapping = others.find((other) => overlap(other, request));
    const reason =
      flawOf(request, points) ??
      (overlapping && `OVERLAP: the bus is wanted by ${overlapping.chargingRequestId} meanwhile`);
    if (reason === undefined) others.push(request);
    else flaws.push({ chargingRequestId, reason });
  }
  return flaws.toSorted((a, b) => order(a.chargingRequestId, b.chargingRequestId));
}

/** Without an arrival: first, for it may be there already. */
function byArrival(one: ChargingRequest, other: ChargingRequest): number {
  return (
    order(arrivalMs(one), arrivalMs(other)) || order(one.chargingRequestId, other.chargingRequestId)
  );
}

function arrivalMs({ chargingRequestData }: ChargingRequest): number {
  return chargingRequestData.expectedArrivalTimeAtChargingPoint ?? -Infinity;
}

function order<Key extends string | number>(one: Key, other: Key): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function flawOf(request: ChargingRequest, points: ReadonlySet<string> | null): string | undefined {
  const { chargingPointId, chargingRequestData: data, automaticPreconditioning } = request;
  const { minTargetSoc: min, maxTargetSoc: max, expectedSocAtArrival: soc = 0 } = data;
  if ([min, max, soc].some((percent) => percent < 0 || percent > 100)) {
    return "SOC_RANGE: a soc is from 0 to 100";
  }
  if (min > max) return `SOC_RANGE: minTargetSoc ${min} is above maxTargetSoc ${max}`;
  const { expectedArrivalTimeAtChargingPoint: arrival, requestedTimeForDeparture: departure } =
    data;
  if (arrival !== undefined && departure !== undefined && arrival >= departure) {
    return "TIME_WINDOW: departure is not after arrival";
  }
  const { requestedStartTime: start, requestedFinishTime: finish } = automaticPreconditioning ?? {};
  if (start !== undefined && finish !== undefined && start >= finish) {
    return "TIME_WINDOW: preconditioning does not start before it finishes";
  }
  if (chargingPointId !== undefined && points?.has(chargingPointId) === false) {
    return `UNKNOWN_POINT: there is no ${chargingPointId}`;
  }
  return undefined;
}

/** Two stays of one bus at once. A stay without both its ends is not held against others. */
function overlap(one: ChargingRequest, other: ChargingRequest): boolean {
  const [a, b] = [one.chargingRequestData, other.chargingRequestData];
  const [fromA, toA] = [a.expectedArrivalTimeAtChargingPoint, a.requestedTimeForDeparture];
  const [fromB, toB] = [b.expectedArrivalTimeAtChargingPoint, b.requestedTimeForDeparture];
  if (fromA === undefined || toA === undefined) return false;
  if (fromB === undefined || toB === undefined) return false;
  return fromA < toB && fromB < toA;
}

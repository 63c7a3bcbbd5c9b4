import type {
  PreconditioningNeed,
  RequestChanged,
  RequestId,
  VehicleId,
} from "../messages/index.ts";

/** Plain JSON. */
export interface RequestsSnapshot {
  readonly requests: readonly RequestChanged[];
  readonly needs: readonly PreconditioningNeed[];
}

/** What presystems want, by vehicle, and what cabins need for it. */
export class RequestBelief {
  readonly #byVehicle = new Map<VehicleId, RequestChanged[]>();
  readonly #vehicles = new Map<RequestId, VehicleId>();
  readonly #needs = new Map<RequestId, PreconditioningNeed>();

  changed(request: RequestChanged): void {
    this.#forget(request.requestId);
    this.#vehicles.set(request.requestId, request.vehicleId);
    const others = this.#byVehicle.get(request.vehicleId);
    if (others === undefined) this.#byVehicle.set(request.vehicleId, [request]);
    else others.push(request);
  }

  withdrawn(requestId: RequestId): void {
    this.#forget(requestId);
    this.#needs.delete(requestId);
  }

  /** What a cabin needs. @returns its request; undefined: it has none yet, or that is known already */
  needed(need: PreconditioningNeed): RequestChanged | undefined {
    const { requestId, startAtMs, finishAtMs, powerKw } = need;
    const before = this.#needs.get(requestId);
    if (powerKw === 0) this.#needs.delete(requestId);
    else this.#needs.set(requestId, need);
    const isKnown =
      (before?.powerKw ?? 0) === powerKw &&
      (powerKw === 0 || (before!.startAtMs === startAtMs && before!.finishAtMs === finishAtMs));
    if (isKnown) return undefined;
    const requests = this.#byVehicle.get(this.#vehicles.get(requestId)!);
    return requests?.find((request) => request.requestId === requestId);
  }

  /** What the cabin of the bus needs before the stay of its request ends; undefined: nothing. */
  needOf(request: RequestChanged | undefined): PreconditioningNeed | undefined {
    return request === undefined ? undefined : this.#needs.get(request.requestId);
  }

  /** Whether any cabin needs anything. */
  get hasNeeds(): boolean {
    return this.#needs.size > 0;
  }

  /** The request that a bus at a point is there for: the one that leaves first. */
  current(vehicleId: VehicleId): RequestChanged | undefined {
    const requests = this.#byVehicle.get(vehicleId);
    if (requests === undefined || requests.length < 2) return requests?.[0];
    return requests.reduce((first, next) => (leaving(next) < leaving(first) ? next : first));
  }

  /** Every request, by vehicle. */
  get all(): RequestChanged[] {
    return [...this.#byVehicle.values()].flat();
  }

  /** The bus has come: what was expected is a fact. */
  arrived(vehicleId: VehicleId, atMs: number): void {
    const request = this.current(vehicleId);
    if (request !== undefined) this.changed({ ...request, expectedArrivalAtMs: atMs });
  }

  snapshot(): RequestsSnapshot {
    return { requests: this.all, needs: [...this.#needs.values()] };
  }

  restore({ requests, needs }: RequestsSnapshot): void {
    this.#byVehicle.clear();
    this.#vehicles.clear();
    this.#needs.clear();
    for (const request of requests) this.changed(request);
    for (const need of needs) this.#needs.set(need.requestId, need);
  }

  #forget(requestId: RequestId): void {
    const vehicleId = this.#vehicles.get(requestId);
    if (vehicleId === undefined) return;
    this.#vehicles.delete(requestId);
    const requests = this.#byVehicle.get(vehicleId)!;
    requests.splice(
      requests.findIndex((request) => request.requestId === requestId),
      1,
    );
    if (requests.length === 0) this.#byVehicle.delete(vehicleId);
  }
}

function leaving({ departureAtMs }: RequestChanged): number {
  return departureAtMs ?? Infinity;
}

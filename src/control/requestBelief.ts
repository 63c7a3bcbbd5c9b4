import type { RequestChanged, RequestId, VehicleId } from "../messages/index.ts";

/** What presystems want, by vehicle. */
export class RequestBelief {
  readonly #byVehicle = new Map<VehicleId, RequestChanged[]>();
  readonly #vehicles = new Map<RequestId, VehicleId>();

  changed(request: RequestChanged): void {
    this.withdrawn(request.requestId);
    this.#vehicles.set(request.requestId, request.vehicleId);
    const others = this.#byVehicle.get(request.vehicleId);
    if (others === undefined) this.#byVehicle.set(request.vehicleId, [request]);
    else others.push(request);
  }

  withdrawn(requestId: RequestId): void {
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

  snapshot(): RequestChanged[] {
    return this.all;
  }

  restore(saved: readonly RequestChanged[]): void {
    this.#byVehicle.clear();
    this.#vehicles.clear();
    for (const request of saved) this.changed(request);
  }
}

function leaving({ departureAtMs }: RequestChanged): number {
  return departureAtMs ?? Infinity;
}

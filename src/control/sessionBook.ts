import type { Connected, PointId, VehicleId } from "../messages/index.ts";
import type { ControlModel } from "./controlModel.ts";
import { CabinetOutlet } from "./cabinetOutlet.ts";
import type { PointOrders } from "./pointOrders.ts";
import { Session, type SessionSnapshot } from "./session.ts";

/** Every session that is plugged in, in the order of connecting. */
export class SessionBook {
  readonly #model: ControlModel;
  readonly #orders: PointOrders;
  readonly #points: ReadonlyMap<PointId, number>;
  readonly #byPoint: (Session | null)[];
  #all: Session[] = [];

  constructor(model: ControlModel, orders: PointOrders) {
    this.#model = model;
    this.#orders = orders;
    this.#points = new Map(model.points.map(({ pointId }, point) => [pointId, point]));
    this.#byPoint = model.points.map(() => null);
  }

  get all(): readonly Session[] {
    return this.#all;
  }

  /** Index of a point, undefined when it is none of ours. */
  pointOf(pointId: PointId): number | undefined {
    return this.#points.get(pointId);
  }

  /** The session at a point, null when there is none. */
  at(pointId: PointId): Session | null {
    const point = this.#points.get(pointId);
    return point === undefined ? null : this.#byPoint[point]!;
  }

  atIndex(point: number): Session | null {
    return this.#byPoint[point]!;
  }

  of(vehicleId: VehicleId): Session | undefined {
    return this.#all.find((session) => session.vehicleId === vehicleId);
  }

  /** Opens a session at a point of ours that has none. */
  open(connected: Connected, point: number): Session {
    const { vehicleId } = connected;
    const model = this.#model.points[point]!;
    const { cabinet } = model;
    const session = new Session(
      connected,
      point,
      model,
      cabinet === null ? null : new CabinetOutlet(cabinet, this.#model.cabinets[cabinet]!, model),
      vehicleId === null ? undefined : this.#model.batteryOf(vehicleId),
      this.#model.options,
      this.#orders.at(model.pointId),
    );
    this.#byPoint[point] = session;
    this.#all.push(session);
    return session;
  }

  close(session: Session): void {
    this.#byPoint[session.point] = null;
    this.#all.splice(this.#all.indexOf(session), 1);
  }

  snapshot(): SessionSnapshot[] {
    return this.#all.map((session) => session.snapshot());
  }

  restore(saved: readonly SessionSnapshot[]): void {
    this.#byPoint.fill(null);
    this.#all = [];
    for (const state of saved) {
      const point = this.#points.get(state.connected.pointId)!;
      this.open(state.connected, point).restore(state);
    }
  }
}

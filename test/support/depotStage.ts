import { type Bus, World } from "../../src/depot/index.ts";
import { type Device, Engine, phase } from "../../src/engine/index.ts";
import {
  id,
  type Observation,
  type PointId,
  type SessionId,
  type VehicleId,
} from "../../src/messages/index.ts";
import { Battery, type BatterySpec } from "../../src/physics/index.ts";
import { DAY_MS, HOUR_MS, plainBus, type SmallDepot, smallDepot } from "./smallDepot.ts";

/** What a test says of its hardware: buses by what they hold. */
export interface StageSpec extends Pick<SmallDepot, "nodes" | "stations" | "cabinets"> {
  readonly buses: readonly (Partial<BatterySpec> & { readonly energyKwh: number })[];
  readonly hours?: number;
}

/** The hardware of a depot without people and without management; a test directs it. */
export class DepotStage implements Device {
  readonly engine = new Engine(DAY_MS);
  readonly world: World;
  readonly buses: readonly Bus[];
  readonly heard: Observation[] = [];
  readonly free: { point: number; atMs: number }[] = [];
  readonly charged: { point: number; atMs: number }[] = [];
  readonly #slot: number;
  readonly #acts: { readonly atMs: number; readonly act: () => void }[] = [];
  #commandId = 0;

  constructor(spec: StageSpec) {
    this.#slot = this.engine.adopt(this, 1);
    this.buses = spec.buses.map(({ energyKwh, ...battery }, i) => ({
      id: id<VehicleId>(`bus${i}`),
      battery: new Battery({ ...plainBus, ...battery }),
      energyKwh,
    }));
    const window = { fromMs: DAY_MS, toMs: DAY_MS + (spec.hours ?? 24) * HOUR_MS };
    const { tree, nodes, stations, cabinets } = smallDepot({
      stays: [{ bus: "none", arriveH: 0, departH: 1, usedKwh: 0 }],
      ...(spec.nodes === undefined ? {} : { nodes: spec.nodes }),
      stations: spec.stations ?? [{}],
      cabinets: spec.cabinets ?? [],
    });
    this.world = new World(
      this.engine,
      {
        tree,
        nodes,
        stations,
        cabinets,
        buses: this.buses,
        meteredFromMs: window.fromMs,
        meteredToMs: window.toMs,
        metersPoints: true,
        window,
      },
      {
        onFree: (point) => this.free.push({ point, atMs: this.engine.nowMs - DAY_MS }),
        onCharged: (point) => this.charged.push({ point, atMs: this.engine.nowMs - DAY_MS }),
      },
    );
    const hear = (observation: Observation): void => void this.heard.push(observation);
    for (const port of this.world.stationPorts) port.listen(hear);
    for (const port of this.world.meterPorts) port.listen(hear);
    this.world.gridOperatorPort.listen(hear);
    this.world.start();
  }

  /** Has something done at an instant, in milliseconds after the start. */
  at(afterMs: number, act: () => void): this {
    this.#acts.push({ atMs: DAY_MS + afterMs, act });
    this.#acts.sort((a, b) => a.atMs - b.atMs);
    this.#wake();
    return this;
  }

  /** Sends a limit to the session that is at a point, or to another one. */
  limit(point: number, limitKw: number, change: { untilMs?: number; sessionId?: string } = {}) {
    const port = this.world.stationPorts[point]!;
    const { sessionId, untilMs = Number.MAX_SAFE_INTEGER } = change;
    port.send({
      kind: "setLimit",
      commandId: ++this.#commandId,
      atMs: this.engine.nowMs,
      pointId: port.pointId,
      sessionId: id<SessionId>(sessionId ?? this.sessionAt(port.pointId)),
      limitKw,
      untilMs,
    });
  }

  /** Asks for the cabin of the bus at a point, from and to in milliseconds after the start. */
  precondition(point: number, fromMs: number, toMs: number, powerKw: number): void {
    const port = this.world.stationPorts[point]!;
    port.send({
      kind: "precondition",
      commandId: ++this.#commandId,
      atMs: this.engine.nowMs,
      pointId: port.pointId,
      sessionId: id<SessionId>(this.sessionAt(port.pointId)),
      startAtMs: DAY_MS + fromMs,
      finishAtMs: DAY_MS + toMs,
      powerKw,
    });
  }

  /** Plays on to an instant, in milliseconds after the start. */
  until(afterMs: number): this {
    const { engine, world } = this;
    while (engine.nextAtMs <= DAY_MS + afterMs) {
      engine.step();
      if (engine.nextAtMs > engine.nowMs) world.instantSettled(engine.nextAtMs);
    }
    engine.advanceTo(DAY_MS + afterMs);
    world.settle();
    return this;
  }

  fire(): void {
    while (this.#acts[0] !== undefined && this.#acts[0].atMs <= this.engine.nowMs) {
      this.#acts.shift()!.act();
    }
    this.#wake();
  }

  /** What was said of one kind. */
  said<K extends Observation["kind"]>(kind: K): Extract<Observation, { kind: K }>[] {
    return this.heard.filter((o): o is Extract<Observation, { kind: K }> => o.kind === kind);
  }

  /** The session that began last at a point. */
  sessionAt(pointId: PointId): string {
    const last = this.said("connected").findLast((connected) => connected.pointId === pointId);
    return last?.sessionId ?? "none";
  }

  #wake(): void {
    const [next] = this.#acts;
    if (next !== undefined) this.engine.schedule(this.#slot, next.atMs, phase.world);
  }
}

import type { Engine } from "../engine/index.ts";
import type { GridOperatorPort, MeterPort, StationPort } from "../messages/index.ts";
import type { PowerTree } from "../physics/index.ts";
import type { Bus } from "./bus.ts";
import { Cabinet, type CabinetSnapshot, type CabinetSpec } from "./cabinet.ts";
import { Grid, type GridNodeSpec } from "./grid.ts";
import { type GridChange, GridState } from "./gridState.ts";
import { InstantPower, type InstantPowerSnapshot } from "./instantPower.ts";
import { type FlowSnapshot, PowerFlow } from "./powerFlow.ts";
import { PointMeter } from "./pointMeter.ts";
import { QuarterHourMeter } from "./quarterHourMeter.ts";
import type { Failure } from "./failures.ts";
import { Station, type StationSnapshot, type StationSpec } from "./station.ts";

/** What a depot is made of. */
export interface DepotSpec {
  readonly tree: PowerTree;
  readonly nodes: readonly GridNodeSpec[];
  readonly stations: readonly StationSpec[];
  readonly cabinets: readonly CabinetSpec[];
  readonly buses: readonly Bus[];
  /** What is metered; whole quarter-hours. */
  readonly meteredFromMs: number;
  readonly meteredToMs: number;
  /** Whether what each point gives is kept, too. */
  readonly metersPoints: boolean;
  /** In which the highest instantaneous power and the use of points count. */
  readonly window: { readonly fromMs: number; readonly toMs: number };
}

/** Who is told when the depot's hardware has news for people. */
export interface YardWatch {
  readonly onFree: (point: number) => void;
  readonly onCharged: (point: number) => void;
}

/** Plain JSON. */
export interface WorldSnapshot {
  readonly energiesKwh: readonly number[];
  readonly stations: readonly StationSnapshot[];
  readonly cabinets: readonly CabinetSnapshot[];
  readonly flow: readonly FlowSnapshot[];
  readonly meter: readonly (readonly number[])[];
  readonly pointMeter: readonly (readonly number[])[] | null;
  readonly instantPower: InstantPowerSnapshot;
  readonly gridChanges: readonly GridChange[];
}

/** The simulated hardware: holds the parts and wires them up; computes nothing itself. */
export class World {
  readonly #engine: Engine;
  readonly #buses: readonly Bus[];
  readonly #stations: readonly Station[];
  readonly #cabinets: readonly Cabinet[];
  readonly #grid: Grid;
  readonly #gridState: GridState;
  readonly #flow: PowerFlow;
  readonly meter: QuarterHourMeter;
  readonly pointMeter: PointMeter | null;
  readonly instantPower: InstantPower;
  /** Points below each node, where somebody has asked. */
  readonly #below: (readonly number[] | undefined)[] = [];

  constructor(engine: Engine, spec: DepotSpec, yard: YardWatch) {
    this.#engine = engine;
    this.#buses = spec.buses;
    this.meter = new QuarterHourMeter(
      spec.meteredFromMs,
      spec.meteredToMs,
      spec.tree.size,
      spec.stations.length,
      spec.window,
    );
    this.pointMeter = spec.metersPoints
      ? new PointMeter(spec.meteredFromMs, spec.meteredToMs, spec.stations.length)
      : null;
    this.#flow = new PowerFlow(engine, this.meter, spec.stations, this.pointMeter);
    const state = new GridState(spec.tree, spec.nodes);
    this.#gridState = state;
    this.instantPower = new InstantPower(
      this.#flow,
      spec.tree,
      spec.nodes.map((_, node) => ({
        get baseKw() {
          return state.baseBelowKw[node]!;
        },
        get maxKw() {
          return state.nodes[node]!.maxKw;
        },
      })),
      spec.stations.map((station) => station.node),
      spec.window,
    );
    this.#grid = new Grid(engine, state, () => this.instantPower.touch());
    const flow = this.#flow;
    const own = { engine, flow, supply: flow, instantPower: this.instantPower, ...yard };
    this.#cabinets = spec.cabinets.map((cabinet, c) => {
      const points = [...spec.stations.keys()].filter((i) => spec.stations[i]!.cabinet === c);
      const onSupply = (point: number, heldBack: boolean): void =>
        this.#station(point).supplied(heldBack);
      return new Cabinet(cabinet, points, { engine, flow, onSupply });
    });
    const shared = this.#cabinets.map((supply) => ({ ...own, supply }));
    this.#stations = spec.stations.map(
      (station, i) =>
        new Station(i, station, station.cabinet === null ? own : shared[station.cabinet]!),
    );
  }

  get stationPorts(): readonly StationPort[] {
    return this.#stations;
  }

  get meterPorts(): readonly MeterPort[] {
    return this.#grid.meterPorts;
  }

  get gridOperatorPort(): GridOperatorPort {
    return this.#grid.operatorPort;
  }

  /** What holds of the grid, past and to come, as incidents have left it. */
  get grid(): Pick<GridState, "nodes" | "baseBelowKw"> {
    return this.#gridState;
  }

  /** Lets the grid say what holds; to be called once, when everybody listens. */
  start(): void {
    this.#grid.start();
  }

  /** To be called when nothing more happens before `nextAtMs`. */
  instantSettled(nextAtMs: number): void {
    this.instantPower.settled(this.#engine.nowMs, nextAtMs);
  }

  /** Brings every bus and the meter up to now. */
  settle(): void {
    for (let point = 0; point < this.#stations.length; point++) this.#flow.settle(point);
  }

  isFree(point: number): boolean {
    return this.#station(point).isFree;
  }

  isDown(point: number): boolean {
    return this.#station(point).isDown;
  }

  plugIn(point: number, bus: number): void {
    this.#station(point).plugIn(this.#buses[bus]!);
  }

  /** Returns the grid energy the bus drew while plugged in [kWh]. */
  unplug(point: number): number {
    return this.#station(point).unplug();
  }

  /** Asks for `onCharged` as soon as the bus at the point holds that energy or is full. */
  waitFor(point: number, goalKwh: number): void {
    this.#station(point).waitFor(goalKwh);
  }

  /** The power at a node now, base load included [kW]. */
  powerKw(node: number): number {
    const { nowMs } = this.#engine;
    const seen = { acKw: 0, boundKw: 0 };
    let sumKw = this.#gridState.baseBelowKw[node]!.at(nowMs);
    for (const point of this.#pointsBelow(node)) {
      this.#flow.look(point, nowMs, seen);
      sumKw += seen.acKw;
    }
    return sumKw;
  }

  /** What a point draws now [kW, grid side]. */
  pointKw(point: number): number {
    const seen = { acKw: 0, boundKw: 0 };
    this.#flow.look(point, this.#engine.nowMs, seen);
    return seen.acKw;
  }

  /** What a bus holds now, as of its last leaving while it is away [kWh]. */
  energyKwh(bus: number): number {
    const { energyKwh } = this.#buses[bus]!;
    const point = this.#stations.findIndex((station) => station.bus === this.#buses[bus]);
    return point < 0 ? energyKwh : this.#flow.energyKwh(point);
  }

  /** Limits a node, or takes power from all below it, from now on until an instant. */
  changeGrid(change: GridChange): void {
    this.#gridState.change(change);
    if (change.maxKw === null) {
      for (const point of this.#pointsBelow(change.node)) this.fail(point, "supply");
    }
    this.#grid.fire();
  }

  /** Power is back below a node: everything there starts again. */
  supplyReturns(node: number): void {
    for (const point of this.#pointsBelow(node)) this.mend(point, "supply");
  }

  fail(point: number, what: Failure): void {
    this.#station(point).fail(what);
  }

  mend(point: number, what: Failure): void {
    this.#station(point).mend(what);
  }

  snapshot(): WorldSnapshot {
    return {
      energiesKwh: this.#buses.map((bus) => bus.energyKwh),
      stations: this.#stations.map((station) => station.snapshot()),
      cabinets: this.#cabinets.map((cabinet) => cabinet.snapshot()),
      flow: this.#flow.snapshot(),
      meter: this.meter.snapshot(),
      pointMeter: this.pointMeter?.snapshot() ?? null,
      instantPower: this.instantPower.snapshot(),
      gridChanges: this.#gridState.snapshot(),
    };
  }

  restore(saved: WorldSnapshot): void {
    saved.energiesKwh.forEach((energyKwh, i) => {
      this.#buses[i]!.energyKwh = energyKwh;
    });
    const byId = new Map(this.#buses.map((bus) => [bus.id as string, bus]));
    saved.stations.forEach((state, point) => {
      const bus = state.vehicle === null ? null : byId.get(state.vehicle)!;
      this.#station(point).restore(state, bus);
    });
    saved.cabinets.forEach((state, i) => this.#cabinets[i]!.restore(state));
    this.#flow.restore(saved.flow);
    this.meter.restore(saved.meter);
    if (saved.pointMeter !== null) this.pointMeter?.restore(saved.pointMeter);
    this.instantPower.restore(saved.instantPower);
    this.#gridState.restore(saved.gridChanges);
  }

  #pointsBelow(node: number): readonly number[] {
    const isBelow = (point: number): boolean =>
      this.#gridState.tree.isBelow(this.#station(point).node, node);
    return (this.#below[node] ??= [...this.#stations.keys()].filter(isBelow));
  }

  #station(point: number): Station {
    return this.#stations[point]!;
  }
}

import {
  type Bus,
  type GridNodeSpec,
  QUARTER_HOUR_MS,
  World,
  type WorldSnapshot,
} from "../depot/index.ts";
import type { Engine } from "../engine/index.ts";
import type { IncidentOutcome, PointTotal, RunResult } from "../kpi/index.ts";
import { MemoryLinks } from "../links/index.ts";
import type { DepotPorts } from "../messages/index.ts";
import {
  type LateReturn,
  Presystem,
  type PresystemSnapshot,
  type StayOutcome,
  Yard,
  type YardSnapshot,
} from "../operations/index.ts";
import { Battery } from "../physics/index.ts";
import { preconditioningOf, type Scenario } from "../scenario/index.ts";
import { Incidents, type IncidentsSnapshot } from "./incidents.ts";
import { ShakySessions, type ShakySessionsSnapshot } from "./shakySessions.ts";

/** Plain JSON. */
export interface SimulatedDepotSnapshot {
  readonly world: WorldSnapshot;
  readonly yard: YardSnapshot;
  readonly presystem: PresystemSnapshot;
  readonly incidents: IncidentsSnapshot;
  readonly faults: IncidentsSnapshot;
  readonly sessions: ShakySessionsSnapshot;
  readonly links: ReturnType<MemoryLinks["snapshot"]>;
  readonly stays: readonly StayOutcome[];
}

/** The depot of a scenario, its hardware and its people, as an engine moves it: all but who charges. */
export class SimulatedDepot {
  /** Its devices, as they are seen from the far end of the scenario's links. */
  readonly ports: DepotPorts;
  readonly #spec: Scenario;
  readonly #engine: Engine;
  readonly #world: World;
  readonly #yard: Yard;
  readonly #presystem: Presystem;
  readonly #incidents: Incidents;
  /** As chance has it. */
  readonly #faults: Incidents;
  readonly #sessions: ShakySessions;
  readonly #links: MemoryLinks;
  readonly #stays: StayOutcome[] = [];

  /** @param metersPoints whether the result holds what each point gave, too */
  constructor(engine: Engine, spec: Scenario, metersPoints = false) {
    this.#spec = spec;
    this.#engine = engine;
    const buses = busesOf(spec);
    this.#world = new World(
      engine,
      {
        tree: spec.tree,
        nodes: spec.nodes,
        stations: spec.stations,
        cabinets: spec.cabinets,
        buses,
        meteredFromMs: Math.floor(spec.run.fromMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS,
        meteredToMs: spec.run.toMs,
        metersPoints,
        window: spec.window,
      },
      {
        onFree: (point) => this.#yard.pointFree(point),
        onCharged: (point) => this.#yard.charged(point),
      },
    );
    const usableKwh = buses.map((bus) => bus.usableKwh);
    const { presystem, yard, night } = spec;
    const { socErrors, swaps } = night;
    const unforeseen = { late: lateReturns(spec), socErrors, swaps };
    this.#presystem = new Presystem(
      engine,
      spec.plans,
      usableKwh,
      presystem,
      yard,
      unforeseen,
      preconditioningOf(spec),
    );
    const { interruptions, usedFactors } = night;
    this.#sessions = new ShakySessions(engine, this.#world, interruptions, spec.stations.length);
    this.#yard = new Yard(
      engine,
      {
        plans: spec.plans,
        plugInDelaysMs: spec.plugInDelaysMs,
        servicesDue: spec.servicesDue,
        buses,
        points: spec.stations.map((station) => station.id),
        options: spec.yard,
        late: unforeseen.late,
        usedFactors,
      },
      this.#sessions,
      this.#presystem,
      (outcome) => this.#stays.push(outcome),
    );
    const devices = {
      stations: this.#world.stationPorts,
      meters: this.#world.meterPorts,
      gridOperator: this.#world.gridOperatorPort,
      presystem: this.#presystem,
    };
    this.#links = new MemoryLinks(engine, devices, spec.links, spec.seed, cutPoints(spec));
    this.ports = this.#links.ports;
    const links = this.#links.stations;
    const around = { engine, world: this.#world, yard: this.#yard, links };
    this.#incidents = new Incidents(spec, around);
    this.#faults = new Incidents({ ...spec, incidents: night.faults }, around);
  }

  /** Limits and base loads of the grid, past and to come, as incidents have left them. */
  get nodes(): readonly GridNodeSpec[] {
    return this.#world.grid.nodes;
  }

  /** Stays that have ended, in that order. */
  get stays(): readonly StayOutcome[] {
    return this.#stays;
  }

  /** The tighter limit of a node now, and its base load, both of its whole subtree [kW]. */
  limitsAt(node: number): { readonly limitKw: number; readonly baseKw: number } {
    const { nodes, baseBelowKw } = this.#world.grid;
    const { nowMs } = this.#engine;
    const { contractKw, maxKw } = nodes[node]!;
    const limitKw = Math.min(contractKw.at(nowMs), maxKw.at(nowMs));
    return { limitKw, baseKw: baseBelowKw[node]!.at(nowMs) };
  }

  /** The power at a node now, base load included [kW]. */
  powerKw(node: number): number {
    return this.#world.powerKw(node);
  }

  /** What a point draws now [kW, grid side]. */
  pointKw(point: number): number {
    return this.#world.pointKw(point);
  }

  /** Sets everything going; whoever is to hear of it listens at the ports by now. */
  start(): void {
    this.#presystem.start();
    this.#world.start();
    this.#yard.start();
    this.#incidents.start();
    this.#faults.start();
  }

  /** Everything due at an instant has happened; nothing happens before the next. */
  instantSettled(nextAtMs: number): void {
    this.#world.instantSettled(nextAtMs);
  }

  /** What has happened so far, once nothing more will. @param complete it went to the scenario's end */
  finish(complete: boolean): RunResult {
    const { window, tree, stations } = this.#spec;
    this.#world.settle();
    this.#yard.finish();
    const { meter, pointMeter, instantPower } = this.#world;
    const { nodes, baseBelowKw } = this.#world.grid;
    const chargingKwh = meter.gridKwhBelow(tree);
    return {
      window,
      untilMs: this.#engine.nowMs,
      complete,
      meteredFromMs: meter.fromMs,
      batteryKwh: meter.batteryKwh,
      cabinKwh: meter.cabinKwh,
      nodes: nodes.map(({ id, contractKw, maxKw }, node) => {
        const {
          over: _over,
          spellMs: _spellMs,
          byBaseLoad: _kind,
          ...peak
        } = instantPower.peaks[node]!;
        return {
          id,
          contractKw,
          maxKw,
          baseLoadKw: baseBelowKw[node]!,
          chargingKwh: chargingKwh[node]!,
          ...peak,
        };
      }),
      points:
        pointMeter?.outletKwh.map((outletKwh, i) => ({ id: stations[i]!.id, outletKwh })) ?? null,
      pointTotals: this.#pointTotals(),
      cabinets: this.#spec.cabinets.map(({ id, modules, moduleKw, standbyKw }) => ({
        id,
        ratedKw: modules * moduleKw,
        standbyKw,
      })),
      stays: this.#stays,
      incidents: [...this.#incidents.outcomes(), ...this.#faultsReported()],
    };
  }

  snapshot(): SimulatedDepotSnapshot {
    return {
      world: this.#world.snapshot(),
      yard: this.#yard.snapshot(),
      presystem: this.#presystem.snapshot(),
      incidents: this.#incidents.snapshot(),
      faults: this.#faults.snapshot(),
      sessions: this.#sessions.snapshot(),
      links: this.#links.snapshot(),
      stays: [...this.#stays],
    };
  }

  restore(saved: SimulatedDepotSnapshot): void {
    this.#world.restore(saved.world);
    this.#yard.restore(saved.yard);
    this.#presystem.restore(saved.presystem);
    this.#incidents.restore(saved.incidents);
    this.#faults.restore(saved.faults);
    this.#sessions.restore(saved.sessions);
    this.#links.restore(saved.links);
    this.#stays.splice(0, Infinity, ...saved.stays);
  }

  /** Points that chance had out of order in the reported time, in its order; links are lost too often to be told. */
  #faultsReported(): IncidentOutcome[] {
    const { fromMs, toMs } = this.#spec.window;
    const isFelt = (one: IncidentOutcome): boolean =>
      one.kind === "stationOut" && (one.fromMs ?? toMs) < toMs && (one.toMs ?? toMs) > fromMs;
    const felt = this.#faults.outcomes().filter(isFelt);
    return felt.toSorted((a, b) => a.fromMs! - b.fromMs!);
  }

  #pointTotals(): PointTotal[] {
    const { stations, cabinets } = this.#spec;
    return stations.map(({ id, cabinet, ratedKw, standbyKw, loss }, point) => ({
      id,
      cabinetId: cabinet === null ? null : cabinets[cabinet]!.id,
      ratedKw,
      standbyKw,
      loss: loss.terms,
      ...this.#world.meter.useOf(point),
    }));
  }
}

/** One for each plan, full; those of a type share its battery's figures. */
function busesOf({ busTypes, plans }: Scenario): (Bus & { readonly usableKwh: number })[] {
  const batteries = new Map([...busTypes].map(([type, bus]) => [type, new Battery(bus)]));
  return plans.map(({ vehicleId, vehicleType }) => {
    const battery = batteries.get(vehicleType)!;
    const { usableKwh } = battery;
    return { id: vehicleId, battery, usableKwh, energyKwh: usableKwh };
  });
}

/** How late a bus is that an incident names is not up to chance. */
function lateReturns({ incidents, night }: Scenario): LateReturn[] {
  return [...incidents.filter((incident) => incident.kind === "lateBus"), ...night.late];
}

/** Points that an incident or chance cuts off from the controller, in the order of points. */
function cutPoints({ incidents, night }: Scenario): readonly number[] {
  const all = [...incidents, ...night.faults];
  const points = all.flatMap((one) => (one.kind === "linkLoss" ? one.points : []));
  return [...new Set(points)].toSorted((a, b) => a - b);
}

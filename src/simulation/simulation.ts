import { Controller, type ControllerSnapshot, type PointModel } from "../control/index.ts";
import {
  type Bus,
  type GridNodeSpec,
  QUARTER_HOUR_MS,
  type StationSpec,
  World,
  type WorldSnapshot,
} from "../depot/index.ts";
import { Engine, type EngineSnapshot } from "../engine/index.ts";
import type { IncidentOutcome, PointTotal, RunResult } from "../kpi/index.ts";
import {
  type ChargingPlan,
  directLink,
  type Link,
  type PlanningProblem,
  type PointId,
  type StationPort,
} from "../messages/index.ts";
import {
  type LateReturn,
  Presystem,
  type PresystemSnapshot,
  type StayOutcome,
  Yard,
  type YardSnapshot,
} from "../operations/index.ts";
import { Battery } from "../physics/index.ts";
import { CuttableLink, type CuttableLinkSnapshot } from "./cuttableLink.ts";
import { ControlLoop, type ControlLoopSnapshot } from "./controlLoop.ts";
import { Incidents, type IncidentsSnapshot } from "./incidents.ts";
import { PlanningDesk } from "./planningDesk.ts";
import { ShakySessions, type ShakySessionsSnapshot } from "./shakySessions.ts";
import type { Scenario } from "../scenario/index.ts";

/** A whole run at one moment; plain JSON. */
export interface SimulationSnapshot {
  readonly engine: EngineSnapshot;
  readonly world: WorldSnapshot;
  readonly yard: YardSnapshot;
  readonly presystem: PresystemSnapshot;
  readonly controller: ControllerSnapshot;
  readonly controlLoop: ControlLoopSnapshot;
  readonly incidents: IncidentsSnapshot;
  readonly faults: IncidentsSnapshot;
  readonly sessions: ShakySessionsSnapshot;
  readonly links: readonly CuttableLinkSnapshot[];
  readonly stays: readonly StayOutcome[];
}

/** Somebody who wants to know what is planned. */
type OnPlan = (problem: PlanningProblem, plan: ChargingPlan) => void;

/** A depot, its people and its controller on one engine: the assembly, and nothing but. */
export class Simulation {
  readonly #spec: Scenario;
  readonly #engine: Engine;
  readonly #world: World;
  readonly #yard: Yard;
  readonly #presystem: Presystem;
  readonly #controller: Controller;
  readonly #controlLoop: ControlLoop;
  readonly #incidents: Incidents;
  /** As chance has it. */
  readonly #faults: Incidents;
  readonly #sessions: ShakySessions;
  /** By point, of those that may be cut. */
  readonly #links = new Map<number, CuttableLink>();
  readonly #stays: StayOutcome[] = [];

  /**
   * @param linkOn what lies between each device and the controller
   * @param onPlan hears every planning problem and what was answered
   * @param metersPoints whether the result holds what each point gave, too
   */
  constructor(
    spec: Scenario,
    linkOn: (engine: Engine) => Link = () => directLink,
    onPlan: OnPlan = () => {},
    metersPoints = false,
  ) {
    this.#spec = spec;
    const engine = new Engine(spec.run.fromMs);
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
    const unforeseen = { late: lateReturns(spec), socErrors: night.socErrors };
    this.#presystem = new Presystem(engine, spec.plans, usableKwh, presystem, yard, unforeseen);
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
    const byId = new Map(buses.map((bus) => [bus.id, bus.battery]));
    this.#controller = new Controller({
      tree: spec.tree,
      points: spec.stations.map(pointModel),
      cabinets: spec.cabinets,
      batteryOf: (vehicleId) => byId.get(vehicleId),
      law: spec.law,
      options: spec.control,
    });
    this.#controlLoop = this.#connect(linkOn(engine), onPlan);
    const around = { engine, world: this.#world, yard: this.#yard, links: this.#links };
    this.#incidents = new Incidents(spec, around);
    this.#faults = new Incidents({ ...spec, incidents: night.faults }, around);
    this.#start();
  }

  get nowMs(): number {
    return this.#engine.nowMs;
  }

  get nextAtMs(): number {
    return this.#engine.nextAtMs;
  }

  /** Limits and base loads of the grid, past and to come, as incidents have left them. */
  get nodes(): readonly GridNodeSpec[] {
    return this.#world.grid.nodes;
  }

  /** The worst case that the controller's ledger knows for each node of the grid [kW]. */
  worstCaseKw(): number[] {
    return this.#controller.worstCaseKw();
  }

  /** Fires the next event; false when nothing is pending. */
  step(): boolean {
    if (!this.#engine.step()) return false;
    const { nowMs, nextAtMs } = this.#engine;
    if (nextAtMs > nowMs) this.#world.instantSettled(nextAtMs);
    return true;
  }

  /** As fast as possible to the end. */
  run(): RunResult {
    while (this.nextAtMs <= this.#spec.run.toMs) this.step();
    return this.finish();
  }

  /** As `run`, unless a stay ends with which nobody wants to know more; null then. */
  runUnless(isPointless: (stay: StayOutcome) => boolean): RunResult | null {
    let heard = 0;
    while (this.nextAtMs <= this.#spec.run.toMs) {
      this.step();
      while (heard < this.#stays.length) if (isPointless(this.#stays[heard++]!)) return null;
    }
    return this.finish();
  }

  /** Ends the run, early when something is still due; it cannot be stepped after that. */
  finish(): RunResult {
    const { run, window, tree, stations } = this.#spec;
    const complete = this.nextAtMs > run.toMs;
    if (complete) this.#engine.advanceTo(run.toMs);
    this.#world.settle();
    this.#yard.finish();
    const { meter, pointMeter, instantPower } = this.#world;
    const { nodes, baseBelowKw } = this.#world.grid;
    const chargingKwh = meter.gridKwhBelow(tree);
    return {
      window,
      untilMs: this.nowMs,
      complete,
      meteredFromMs: meter.fromMs,
      batteryKwh: meter.batteryKwh,
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

  snapshot(): SimulationSnapshot {
    return {
      engine: this.#engine.snapshot(),
      world: this.#world.snapshot(),
      yard: this.#yard.snapshot(),
      presystem: this.#presystem.snapshot(),
      controller: this.#controller.snapshot(),
      controlLoop: this.#controlLoop.snapshot(),
      incidents: this.#incidents.snapshot(),
      faults: this.#faults.snapshot(),
      sessions: this.#sessions.snapshot(),
      links: [...this.#links.values()].map((link) => link.snapshot()),
      stays: [...this.#stays],
    };
  }

  /** Continues from a snapshot of a run of the same spec. */
  restore(saved: SimulationSnapshot): void {
    this.#world.restore(saved.world);
    this.#yard.restore(saved.yard);
    this.#presystem.restore(saved.presystem);
    this.#controller.restore(saved.controller);
    this.#controlLoop.restore(saved.controlLoop);
    this.#incidents.restore(saved.incidents);
    this.#faults.restore(saved.faults);
    this.#sessions.restore(saved.sessions);
    [...this.#links.values()].forEach((link, i) => link.restore(saved.links[i]!));
    this.#engine.restore(saved.engine);
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

  #start(): void {
    this.#presystem.start();
    this.#world.start();
    this.#yard.start();
    this.#incidents.start();
    this.#faults.start();
  }

  #connect(link: Link, onPlan: OnPlan): ControlLoop {
    const ports = new Map<PointId, Pick<StationPort, "send">>();
    const desk = this.#planningDesk(onPlan);
    const planner = desk === null ? null : link(desk);
    const loop = new ControlLoop(this.#engine, this.#controller, ports, planner);
    planner?.listen(loop.hear);
    const cut = cutPoints(this.#spec);
    for (const [point, station] of this.#world.stationPorts.entries()) {
      const own = cut.has(point) ? new CuttableLink(this.#engine, station) : null;
      if (own !== null) this.#links.set(point, own);
      const port = link(own ?? station);
      port.listen(loop.hear);
      ports.set(station.pointId, port);
    }
    for (const meter of this.#world.meterPorts) link(meter).listen(loop.hear);
    link(this.#world.gridOperatorPort).listen(loop.hear);
    link(this.#presystem).listen(loop.hear);
    return loop;
  }

  #planningDesk(onPlan: OnPlan): PlanningDesk | null {
    const { planner } = this.#spec;
    if (planner === null) return null;
    return new PlanningDesk(this.#engine, (problem, hash) => {
      const plan = planner(problem, hash);
      onPlan(problem, plan);
      return plan;
    });
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

/** Points that an incident or chance cuts off from the controller. */
function cutPoints({ incidents, night }: Scenario): ReadonlySet<number> {
  const all = [...incidents, ...night.faults];
  return new Set(all.flatMap((one) => (one.kind === "linkLoss" ? one.points : [])));
}

function pointModel({ id: pointId, ...station }: StationSpec): PointModel {
  return { pointId, ...station };
}

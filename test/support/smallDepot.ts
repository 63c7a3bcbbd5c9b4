import type { ControlOptions } from "../../src/control/index.ts";
import type { BusSpec, CabinetSpec, StationSpec } from "../../src/depot/index.ts";
import { id, type NodeId, type PointId, type VehicleId } from "../../src/messages/index.ts";
import {
  servicesDue,
  type Stay,
  type VehiclePlan,
  type YardOptions,
} from "../../src/operations/index.ts";
import { withNextUse } from "../../src/operations/withNextUse.ts";
import { ConverterLoss, PowerTree, StepSeries } from "../../src/physics/index.ts";
import { type Law, laws, type Planner } from "../../src/planning/index.ts";
import { plannedNight, type Scenario } from "../../src/scenario/index.ts";

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
/** A Tuesday, 00:00 UTC. */
export const DAY_MS = Date.UTC(2026, 2, 3);

/** A node of a small grid; constants become series. */
export interface SmallNode {
  readonly id: string;
  readonly parent?: number;
  readonly contractKw?: number | StepSeries;
  readonly maxKw?: number | StepSeries;
  readonly baseLoadKw?: number | StepSeries;
}

/** A stay in hours after DAY_MS. */
export interface SmallStay {
  readonly bus: string;
  readonly arriveH: number;
  readonly departH: number | null;
  readonly usedKwh: number;
  /** Of the block after it; default: what is used before the next stay. */
  readonly nextUsedKwh?: number;
  readonly type?: string;
  readonly pointId?: string;
}

/** What a test says of its depot; the rest is plain. */
export interface SmallDepot {
  readonly stays: readonly SmallStay[];
  readonly nodes?: readonly SmallNode[];
  readonly stations?: readonly Partial<StationSpec>[];
  readonly cabinets?: readonly Partial<CabinetSpec>[];
  readonly busTypes?: Readonly<Record<string, Partial<BusSpec>>>;
  readonly cabins?: Scenario["cabins"];
  readonly ambientC?: number;
  readonly law?: Law;
  readonly planner?: Planner | null;
  readonly control?: Partial<ControlOptions>;
  readonly yard?: Partial<YardOptions>;
  readonly plugInDelayMs?: number;
  readonly links?: Scenario["links"];
  readonly incidents?: Scenario["incidents"];
  readonly night?: Partial<Scenario["night"]>;
  readonly window?: { readonly fromMs: number; readonly toMs: number };
  readonly run?: { readonly fromMs: number; readonly toMs: number };
}

export const plainBus: BusSpec = {
  usableKwh: 350,
  grossKwh: 400,
  consumptionKwhPerKm: 1.3,
  minKw: 0,
  curve: [
    [0, 150],
    [0.8, 150],
    [1, 45],
  ],
};

export const plainControl: ControlOptions = {
  cadenceMs: null,
  limitStepKw: 0.1,
  incrementKw: 1,
  quantumMs: 10 * MINUTE_MS,
  releaseStepKw: 5,
  limitLifetimeMs: 12 * HOUR_MS,
  commandTimeoutMs: 30_000,
  expectedPlugInMs: 0,
  planEveryMs: HOUR_MS,
  planHorizonMs: 36 * HOUR_MS,
  replanToleranceMs: 5 * MINUTE_MS,
  replanToleranceSoc: 0.01,
};

/** A scenario without files, for tests. */
export function smallDepot(depot: SmallDepot): Scenario {
  const nodes = depot.nodes ?? [{ id: "site" }];
  const plans = plansOf(depot.stays);
  const stations = (depot.stations ?? plans.map(() => ({}))).map(stationOf);
  const lastH = Math.max(...depot.stays.map(({ arriveH, departH }) => departH ?? arriveH + 12));
  const firstH = Math.min(...depot.stays.map(({ arriveH }) => arriveH));
  const run = depot.run ?? {
    fromMs: DAY_MS + Math.floor(firstH * 4) * 15 * MINUTE_MS,
    toMs: DAY_MS + Math.ceil(lastH * 4 + 1) * 15 * MINUTE_MS,
  };
  const types = depot.busTypes ?? { bus: {} };
  return {
    name: "small",
    seed: 1,
    run,
    window: depot.window ?? run,
    repeats: false,
    tree: new PowerTree(
      nodes.map((node) => node.id),
      nodes.map((node, i) => node.parent ?? (i === 0 ? -1 : 0)),
    ),
    nodes: nodes.map(({ id: nodeId, contractKw, maxKw, baseLoadKw }) => ({
      id: id<NodeId>(nodeId),
      contractKw: series(contractKw ?? Infinity),
      maxKw: series(maxKw ?? Infinity),
      baseLoadKw: series(baseLoadKw ?? 0),
    })),
    stations,
    cabinets: (depot.cabinets ?? []).map(cabinetOf),
    busTypes: new Map(
      Object.entries(types).map(([name, type]) => [name, { ...plainBus, ...type }]),
    ),
    cabins: depot.cabins ?? new Map(),
    ambientC: depot.ambientC ?? null,
    plans,
    plugInDelaysMs: plans.map((plan) => plan.stays.map(() => depot.plugInDelayMs ?? 0)),
    servicesDue: plans.map((plan) => servicesDue(depot.yard?.services ?? [], 1, plan)),
    presystem: { leadMs: 12 * HOUR_MS, unplugBeforeMs: depot.yard?.unplugBeforeMs ?? 0 },
    yard: {
      carry: "alone",
      target: "full",
      reserveSoc: 0,
      desiredSoc: 1,
      departure: "onTime",
      unplugBeforeMs: 0,
      services: [],
      pointAssignment: "firstFree",
      swapMs: null,
      ...depot.yard,
    },
    law: depot.law ?? laws.immediate,
    planner: depot.planner ?? null,
    control: { ...plainControl, ...depot.control },
    links: depot.links ?? null,
    presystems: null,
    incidents: depot.incidents ?? [],
    night: { ...plannedNight, ...depot.night },
  };
}

function plansOf(stays: readonly SmallStay[]): VehiclePlan[] {
  const byBus = new Map<string, { type: string; stays: Stay[] }>();
  for (const {
    bus,
    arriveH,
    departH,
    usedKwh,
    nextUsedKwh = null,
    type = "bus",
    pointId,
  } of stays) {
    const plan = byBus.get(bus) ?? { type, stays: [] };
    byBus.set(bus, plan);
    plan.stays.push({
      line: 0,
      arriveAtMs: DAY_MS + Math.round(arriveH * HOUR_MS),
      departAtMs: departH === null ? null : DAY_MS + Math.round(departH * HOUR_MS),
      usedKwh,
      nextUsedKwh,
      blockBefore: null,
      blockAfter: null,
      pointId: pointId === undefined ? null : id<PointId>(pointId),
    });
  }
  return withNextUse(
    [...byBus].map(([bus, { type, stays: list }]) => ({
      vehicleId: id<VehicleId>(bus),
      vehicleType: type,
      stays: list.toSorted((a, b) => (a.arriveAtMs ?? 0) - (b.arriveAtMs ?? 0)),
    })),
  );
}

function stationOf(station: Partial<StationSpec>, i: number): StationSpec {
  const ratedKw = station.ratedKw ?? 150;
  return {
    id: id<PointId>(`P${i + 1}`),
    node: 0,
    cabinet: null,
    ratedKw,
    minKw: 0,
    loss: new ConverterLoss({ efficiency: 0.95 }, ratedKw),
    standbyKw: 0,
    connectMs: 0,
    disconnectMs: 0,
    fallbackKw: 0,
    ...station,
  };
}

function cabinetOf(cabinet: Partial<CabinetSpec>, i: number): CabinetSpec {
  return {
    id: `C${i + 1}`,
    node: 0,
    modules: 1,
    moduleKw: 150,
    switchMs: 0,
    standbyKw: 0,
    ...cabinet,
  };
}

function series(value: number | StepSeries): StepSeries {
  return typeof value === "number" ? StepSeries.constant(value) : value;
}

import type { NodeResult, RunResult, StayOutcome } from "../../src/kpi/index.ts";
import { id, type VehicleId } from "../../src/messages/index.ts";
import { StepSeries } from "../../src/physics/index.ts";
import { DAY_MS, HOUR_MS } from "./smallDepot.ts";

const QUARTER_MS = HOUR_MS / 4;

/** A node by its mean charging power per quarter-hour [kW], the rest plain. */
export function measuredNode(
  meansKw: readonly number[],
  rest: Partial<Omit<NodeResult, "chargingKwh">> = {},
): NodeResult {
  return {
    id: "site",
    contractKw: StepSeries.constant(Infinity),
    maxKw: StepSeries.constant(Infinity),
    baseLoadKw: StepSeries.constant(0),
    highestKw: 0,
    highestAtMs: DAY_MS,
    maxBreaches: 0,
    maxBreachesByBaseLoad: 0,
    maxAboveKwh: 0,
    maxLongestMs: 0,
    maxAboveByBaseLoadKwh: 0,
    maxLongestByBaseLoadMs: 0,
    chargingKwh: Float64Array.from(meansKw, (kw) => kw / 4),
    ...rest,
  };
}

/** A run that reports all its quarter-hours, if nothing else is said. */
export function measuredRun(
  nodes: readonly NodeResult[],
  rest: Partial<RunResult> = {},
): RunResult {
  const quarters = nodes[0]!.chargingKwh.length;
  const toMs = DAY_MS + quarters * QUARTER_MS;
  return {
    window: { fromMs: DAY_MS, toMs },
    untilMs: toMs,
    complete: true,
    meteredFromMs: DAY_MS,
    batteryKwh: new Float64Array(quarters),
    cabinKwh: new Float64Array(quarters),
    points: null,
    pointTotals: [],
    cabinets: [],
    stays: [],
    incidents: [],
    nodes,
    ...rest,
  };
}

/** A stay that went well. */
export function goodStay(rest: Partial<StayOutcome> = {}): StayOutcome {
  return {
    vehicleId: id<VehicleId>("a"),
    vehicleType: "bus",
    pointId: null,
    blockBefore: null,
    blockAfter: null,
    arrivedAtMs: DAY_MS,
    serviceMs: 0,
    serviceWaitMs: 0,
    queuedMs: 0,
    pluggedInAtMs: DAY_MS,
    unpluggedAtMs: DAY_MS + HOUR_MS,
    plannedDepartureAtMs: DAY_MS + HOUR_MS,
    departedAtMs: DAY_MS + HOUR_MS,
    socAtArrival: 0.5,
    socAtDeparture: 1,
    targetSoc: 1,
    batteryKwh: 0,
    gridKwh: 0,
    unmetKwh: 0,
    deficitKwh: 0,
    ...rest,
  };
}

import { id, type VehicleId } from "../messages/index.ts";
import type { StayOutcome } from "../operations/index.ts";
import { StepSeries } from "../physics/index.ts";
import { noPeakBounds } from "./peakBounds.ts";
import type { RunResult } from "./runResult.ts";
import { summarise, type Summary } from "./summary.ts";

const QUARTER_HOUR_MS = 900_000;
const DATE = "1970-01-01";

/** A summary of next to nothing, which shows what a summary can be asked for before there is one. */
export function specimenSummary(): Summary {
  const calendar = {
    iso: () => "1970-01-01T00:00:00+00:00",
    date: () => DATE,
    serviceDay: () => DATE,
  };
  return summarise(specimenRun(), calendar, {
    name: "specimen",
    strategy: "immediate",
    target: "full",
    seed: 0,
    plugAndCharge: specimenRun(),
    smallestPeaks: noPeakBounds(""),
    digest: "",
  });
}

/** One bus, one quarter-hour. */
function specimenRun(): RunResult {
  const window = { fromMs: 0, toMs: QUARTER_HOUR_MS };
  const zero = StepSeries.constant(0);
  const node = {
    id: "site",
    contractKw: zero,
    maxKw: zero,
    baseLoadKw: zero,
    chargingKwh: new Float64Array(1),
    highestKw: 0,
    highestAtMs: 0,
    maxBreaches: 0,
    maxBreachesByBaseLoad: 0,
    maxAboveKwh: 0,
    maxLongestMs: 0,
    maxAboveByBaseLoadKwh: 0,
    maxLongestByBaseLoadMs: 0,
  };
  return {
    window,
    untilMs: window.toMs,
    complete: true,
    meteredFromMs: 0,
    batteryKwh: new Float64Array(1),
    cabinKwh: new Float64Array(1),
    nodes: [node],
    points: null,
    pointTotals: [],
    cabinets: [],
    stays: [specimenStay],
    incidents: [],
  };
}

const specimenStay: StayOutcome = {
  vehicleId: id<VehicleId>("bus"),
  vehicleType: "bus",
  pointId: null,
  blockBefore: null,
  blockAfter: null,
  arrivedAtMs: 0,
  serviceMs: 0,
  serviceWaitMs: 0,
  queuedMs: 0,
  pluggedInAtMs: 0,
  unpluggedAtMs: 0,
  plannedDepartureAtMs: 0,
  departedAtMs: 0,
  socAtArrival: 1,
  socAtDeparture: 1,
  targetSoc: 1,
  batteryKwh: 0,
  gridKwh: 0,
  unmetKwh: 0,
  deficitKwh: 0,
};

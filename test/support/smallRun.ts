import {
  type Calendar,
  type RunResult,
  summarise,
  type Summary,
  noPeakBounds,
} from "../../src/kpi/index.ts";
import { digest } from "../../src/record/index.ts";
import { Zone } from "../../src/operations/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { type SmallDepot, smallDepot } from "./smallDepot.ts";

const zone = new Zone("Europe/Berlin");

export const calendar: Calendar & { readonly zone: Zone } = {
  zone,
  iso: (atMs) => zone.iso(atMs),
  date: (atMs) => zone.date(atMs),
  serviceDay: (atMs) => zone.date(atMs - 4 * 3_600_000),
};

/** An evening with two feeders, a bus that must leave short and one that stays. */
export const evening: SmallDepot = {
  stays: [
    { bus: "B1", arriveH: 18, departH: 22, usedKwh: 200 },
    { bus: "B2", arriveH: 18.4, departH: 19, usedKwh: 320 },
    { bus: "B3", arriveH: 20, departH: null, usedKwh: 90 },
  ],
  nodes: [
    { id: "site", contractKw: 250, maxKw: 300, baseLoadKw: 20 },
    { id: "feeder", contractKw: 160 },
  ],
  stations: [{}, {}, { node: 1 }],
};

/** What a small depot comes to. @param untilMs stops it early, before the first event after this */
export function smallRun(depot: SmallDepot = evening, untilMs = Infinity): RunResult {
  const spec = smallDepot(depot);
  const simulation = new Simulation(spec);
  while (simulation.nextAtMs <= Math.min(spec.run.toMs, untilMs)) simulation.step();
  return simulation.finish();
}

export function summaryOf(run: RunResult, facts: Partial<Summary> = {}): Summary {
  return {
    ...summarise(run, calendar, {
      name: "small",
      strategy: "immediate",
      target: "full",
      seed: 1,
      plugAndCharge: null,
      smallestPeaks: noPeakBounds("nobody asked"),
      digest: digest(run),
    }),
    ...facts,
  };
}

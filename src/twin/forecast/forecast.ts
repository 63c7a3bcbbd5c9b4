import type { Observation, VehicleId } from "../../messages/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import { Simulation } from "../../simulation/index.ts";
import type { Belief } from "./belief.ts";
import { nightAhead } from "./nightAhead.ts";

/** What a link cannot tell is not missing. */
const SOC_QUANTUM = 0.0001;

/** How a stay is going to end. Plain JSON. */
export interface ForeseenStay {
  readonly vehicleId: string;
  /** null: it will find none. */
  readonly pointId: string | null;
  readonly departureAtMs: number | null;
  readonly socAtDeparture: number;
  /** The least it must leave with. */
  readonly targetSoc: number;
  /** When its station will first say that it holds that; null: never. */
  readonly readyAtMs: number | null;
}

/** What is going to happen, if all goes as is believed. Plain JSON. */
export interface Forecast {
  readonly fromMs: number;
  /** Who leaves first, first. */
  readonly stays: readonly ForeseenStay[];
  /** The highest power at the connection [kW]. */
  readonly peakKw: number;
  readonly peakAtMs: number;
}

/** Something to be tried out: changes what is ahead. */
export type WhatIf = (ahead: Scenario) => Scenario;

/** Runs ahead what is believed, to the last departure; whoever believes it is not disturbed. */
export function forecast(
  spec: Scenario,
  belief: Belief,
  whatIf: WhatIf = (ahead) => ahead,
): Forecast {
  const { view } = belief;
  const ahead = whatIf(nightAhead(spec, belief));
  const readyAt = new Map<VehicleId, { readonly soc: number; readonly atMs: number }[]>();
  const vehicleAt = new Map<string, VehicleId>();
  const observed = (heard: Observation): void => {
    if (heard.kind === "connected" && heard.vehicleId !== null) {
      vehicleAt.set(heard.pointId, heard.vehicleId);
    }
    if (heard.kind !== "connected" && heard.kind !== "charging") return;
    const vehicleId = vehicleAt.get(heard.pointId);
    if (vehicleId === undefined || heard.soc === null) return;
    const said = readyAt.get(vehicleId) ?? [];
    said.push({ soc: heard.soc, atMs: heard.knownAtMs });
    readyAt.set(vehicleId, said);
  };
  const journal = { observed, commanded: () => {}, commit: () => true };
  const simulation = new Simulation(ahead, undefined, { journal });
  for (const { id: pointId, order } of view.points) {
    const when = { atMs: ahead.run.fromMs, knownAtMs: ahead.run.fromMs };
    if (order !== "auto") simulation.order({ kind: "operatorOrder", ...when, order, pointId });
  }
  const { stays, nodes } = simulation.run();
  const [site] = nodes;
  const foreseen = stays.map((stay): ForeseenStay => {
    const said = readyAt.get(stay.vehicleId) ?? [];
    const ready = said.find(
      ({ soc, atMs }) =>
        soc >= stay.targetSoc - SOC_QUANTUM && atMs >= (stay.pluggedInAtMs ?? Infinity),
    );
    return {
      vehicleId: stay.vehicleId,
      pointId: stay.pointId,
      departureAtMs: stay.plannedDepartureAtMs,
      socAtDeparture: stay.socAtDeparture,
      targetSoc: stay.targetSoc,
      readyAtMs: ready === undefined ? null : Math.max(ready.atMs, view.atMs),
    };
  });
  return {
    fromMs: view.atMs,
    stays: foreseen.toSorted(
      (a, b) =>
        (a.departureAtMs ?? Infinity) - (b.departureAtMs ?? Infinity) ||
        (a.vehicleId < b.vehicleId ? -1 : 1),
    ),
    peakKw: site!.highestKw,
    peakAtMs: site!.highestAtMs,
  };
}

import { limitBreaches } from "../../kpi/index.ts";
import type { Observation, VehicleId } from "../../messages/index.ts";
import { SOC_QUANTUM } from "../../operations/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import { Simulation } from "../../simulation/index.ts";
import type { Belief } from "./belief.ts";

/** How a stay is going to end. Plain JSON. */
export interface ForeseenStay {
  readonly vehicleId: string;
  /** null: it will find none. */
  readonly pointId: string | null;
  readonly departureAtMs: number | null;
  readonly socAtDeparture: number;
  /** The least it must leave with. */
  readonly targetSoc: number;
  /** When its station will first say that it holds that, or its cable is pulled with it; null: never. */
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
  /** Whether a limit is exceeded anywhere, as a quarter-hour's mean or at any instant. */
  readonly isAboveLimit: boolean;
}

/** Runs what is ahead, as its charge management believed it, to the last departure. */
export function foreseen(ahead: Scenario, { view }: Belief): Forecast {
  const said = new SaidOfSoc();
  const journal = { observed: said.heard, commanded: () => {}, commit: () => true };
  const simulation = new Simulation(ahead, undefined, { journal });
  for (const { id: pointId, order } of view.points) {
    const when = { atMs: ahead.run.fromMs, knownAtMs: ahead.run.fromMs };
    if (order !== "auto") simulation.order({ kind: "operatorOrder", ...when, order, pointId });
  }
  const result = simulation.run();
  const [site] = result.nodes;
  const stays = result.stays.map((stay): ForeseenStay => {
    const { vehicleId, targetSoc, pluggedInAtMs } = stay;
    const leastSoc = targetSoc - SOC_QUANTUM;
    const saidAtMs = said.heldAtMs(vehicleId, leastSoc, pluggedInAtMs ?? Infinity);
    // Who gets there at the very end is not heard of any more.
    const readyAtMs = saidAtMs ?? (stay.socAtDeparture >= leastSoc ? stay.unpluggedAtMs : null);
    return {
      vehicleId,
      pointId: stay.pointId,
      departureAtMs: stay.plannedDepartureAtMs,
      socAtDeparture: stay.socAtDeparture,
      targetSoc,
      readyAtMs: readyAtMs === null ? null : Math.max(readyAtMs, view.atMs),
    };
  });
  const { contractBreaches, maxBreaches, breachesByBaseLoad } = limitBreaches(result);
  return {
    fromMs: view.atMs,
    stays: stays.toSorted(
      (a, b) =>
        (a.departureAtMs ?? Infinity) - (b.departureAtMs ?? Infinity) ||
        (a.vehicleId < b.vehicleId ? -1 : 1),
    ),
    peakKw: site!.highestKw,
    peakAtMs: site!.highestAtMs,
    isAboveLimit: contractBreaches + maxBreaches + breachesByBaseLoad > 0,
  };
}

/** What stations say of the charge of buses, as it is heard. */
class SaidOfSoc {
  readonly #vehicleAt = new Map<string, VehicleId>();
  /** Of each bus: soc and when, by turns. */
  readonly #said = new Map<VehicleId, number[]>();

  readonly heard = (heard: Observation): void => {
    if (heard.kind !== "connected" && heard.kind !== "charging") return;
    if (heard.kind === "connected" && heard.vehicleId !== null) {
      this.#vehicleAt.set(heard.pointId, heard.vehicleId);
    }
    const vehicleId = this.#vehicleAt.get(heard.pointId);
    if (vehicleId === undefined || heard.soc === null) return;
    const said = this.#said.get(vehicleId);
    if (said === undefined) this.#said.set(vehicleId, [heard.soc, heard.knownAtMs]);
    else said.push(heard.soc, heard.knownAtMs);
  };

  /** When one was first said to hold so much, from an instant on; null: never. */
  heldAtMs(vehicleId: VehicleId, leastSoc: number, fromMs: number): number | null {
    const said = this.#said.get(vehicleId) ?? [];
    for (let i = 0; i < said.length; i += 2) {
      if (said[i]! >= leastSoc && said[i + 1]! >= fromMs) return said[i + 1]!;
    }
    return null;
  }
}

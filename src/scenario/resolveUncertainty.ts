import { linkLosses, type Outage, pointFaults } from "../depot/index.ts";
import {
  type BusSwap,
  busSwaps,
  forgottenMs,
  interruptions,
  plugInDelaysMs as drawnDelaysMs,
  returnDelays,
  socErrors,
  swappedPlans,
  swappedTails,
  usedFactors,
  type VehiclePlan,
} from "../operations/index.ts";
import type { Calendar } from "./calendar.ts";
import { type Chance, chanceOf } from "./chance.ts";
import type { Incident } from "./incidents/incident.ts";
import { plannedNight } from "./night.ts";
import type { SaidOfPlugIn } from "./plannedPlugIn.ts";
import type { Scenario } from "./scenario.ts";
import type { UncertaintyFile } from "./schema/uncertainty.ts";
import type { Drawn, SharedNights } from "./sharedNights.ts";

const MINUTE_MS = 60_000;

type Undrawn = Omit<Scenario, "incidents" | "night">;

/**
 * Draws the night of a run.
 * @param nights of scenarios that share their timetable with this one
 * @param nightsKept so many of them at the most
 */
export function resolveUncertainty(
  said: SaidOfPlugIn,
  scenario: Undrawn,
  calendar: Calendar,
  nights: SharedNights,
  nightsKept: number,
): Drawn {
  if (said.uncertainty === undefined) return { ...drivenBy([], scenario), night: plannedNight };
  const chance = chanceOf(said, calendar);
  const drawn = nights.of(scenario.seed, nightsKept, () => drawnStays(chance, scenario));
  return { ...drawn, night: { ...drawn.night, faults: faultsOf(chance.models, scenario) } };
}

/** What does not hang on points and links. */
function drawnStays({ models, plugIn, day }: Chance, scenario: Undrawn): Drawn {
  const { seed, busTypes } = scenario;
  const { busSwap, returnDelay, consumption, socForecast, forgottenPlug } = models;
  const swaps = busSwap === undefined ? [] : busSwaps(busSwap, seed, scenario.plans);
  const delaysMs =
    plugIn === null
      ? scenario.plugInDelaysMs
      : scenario.plans.map((plan) => drawnDelaysMs(plugIn, seed, plan));
  const { plans, plugInDelaysMs, servicesDue } = drivenBy(swaps, {
    ...scenario,
    plugInDelaysMs: delaysMs,
  });
  const { sessionStart: start = null, sessionStop: stop = null } = models;
  const perPlan = <Spec, Drawn>(
    model: Spec | undefined,
    draw: (spec: Spec, plan: VehiclePlan, bus: number) => Drawn,
  ): Drawn[] => (model === undefined ? [] : plans.map((plan, bus) => draw(model, plan, bus)));
  const shaky = start === null && stop === null ? undefined : { start, stop };
  const forgotten = perPlan(forgottenPlug, (spec, plan) => forgottenMs(spec, seed, plan));
  return {
    plans,
    servicesDue,
    night: {
      swaps,
      late: returnDelay === undefined ? [] : returnDelays(returnDelay, seed, plans, day),
      usedFactors: perPlan(consumption, (spec, plan) => {
        const { consumptionKwhPerKm } = busTypes.get(plan.vehicleType)!;
        return usedFactors(spec, seed, plan, consumptionKwhPerKm, day);
      }),
      socErrors: perPlan(socForecast, (spec, plan) => socErrors(spec, seed, plan)),
      interruptions: perPlan(shaky, (spec, plan) => interruptions(spec, seed, plan)),
      faults: [],
    },
    plugInDelaysMs: plugInDelaysMs.map((delays, bus) =>
      delays.map((ms, stay) => ms + (forgotten[bus]?.[stay] ?? 0)),
    ),
  };
}

/** Who drives what once buses have changed places; what was drawn for stays goes with them. */
function drivenBy(
  swaps: readonly BusSwap[],
  { plans, plugInDelaysMs, servicesDue }: Omit<Drawn, "night">,
): Omit<Drawn, "night"> {
  return {
    plans: swaps.reduce<Drawn["plans"]>(swappedPlans, plans),
    plugInDelaysMs: swaps.reduce<Drawn["plugInDelaysMs"]>(swappedTails, plugInDelaysMs),
    servicesDue: swaps.reduce<Drawn["servicesDue"]>(swappedTails, servicesDue),
  };
}

/** Points out of order and links lost, as incidents. @param worksAtFirst whether all of it is known to work */
export function faultsOf(
  { pointFaults: faults, linkLosses: losses }: UncertaintyFile,
  { seed, run, stations }: Pick<Scenario, "seed" | "run" | "stations">,
  worksAtFirst = false,
): Incident[] {
  const span = { ...run, worksAtFirst };
  return stations.flatMap(({ id }, point): Incident[] => {
    const incidentsOf = (
      outages: readonly Outage[],
      happens: { readonly kind: "linkLoss" } | { readonly kind: "stationOut"; replugMs: number },
    ): Incident[] =>
      outages.map(({ fromMs, durationMs }, i) => ({
        ...happens,
        points: [point],
        name: `${happens.kind === "linkLoss" ? "lost" : "fault"}-${id}-${i + 1}`,
        where: id,
        begins: { kind: "at", atMs: fromMs },
        durationMs,
      }));
    const broken = faults === undefined ? [] : pointFaults(faults, seed, id, span);
    const cut = losses === undefined ? [] : linkLosses(losses, seed, id, span);
    const replugMs = Math.round((faults?.replugMin ?? 0) * MINUTE_MS);
    return [
      ...incidentsOf(broken, { kind: "stationOut", replugMs }),
      ...incidentsOf(cut, { kind: "linkLoss" }),
    ];
  });
}

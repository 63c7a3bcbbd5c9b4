import { RandomStream } from "../../engine/index.ts";
import {
  type DelaySpan,
  forgottenMs,
  interruptions,
  knownStays,
  type LateReturn,
  plugInDelaysMs,
  returnDelays,
  socErrors,
  type Stay,
  usedFactors,
  type VehiclePlan,
} from "../../operations/index.ts";
import { type Chance, faultsOf, type Scenario } from "../../scenario/index.ts";
import type { Belief } from "./belief.ts";
import { type NightAhead, usualPlugInMs, waitedMs } from "./nightAhead.ts";
import type { StayAhead } from "./staysAhead.ts";

const MINUTE_MS = 60_000;
/** So many seeds there are: 2 to the 32. */
const SEEDS = 0x1_0000_0000;

/** A stay that is not over, and what chance has to go by. */
interface OpenStay extends StayAhead {
  /** Whether it may still come at another time than is expected. */
  readonly isReturnOpen: boolean;
  readonly isArrivalOpen: boolean;
  /** As it was planned, so that its streams are those of the scenario. */
  readonly planned: Stay;
}

/** Draws nights from what is still open of one that is known in part; nothing that is known is drawn. */
export class DrawnNights {
  readonly #ahead: NightAhead;
  readonly #chance: Chance;
  readonly #stays: readonly (readonly OpenStay[])[];
  /** For the streams: stays as they were planned. */
  readonly #plans: readonly VehiclePlan[];
  /** Points that are known to work. */
  readonly #working: ReadonlySet<number>;

  /** @param spec the scenario of which `ahead` is the rest, as is believed */
  constructor(spec: Scenario, { view }: Belief, ahead: NightAhead, chance: Chance) {
    this.#ahead = ahead;
    this.#chance = chance;
    const plannedOf = plannedStays(spec);
    this.#stays = ahead.buses.map(({ vehicleId, stays }) =>
      stays.map((one) => this.#open(one, plannedOf(vehicleId, one.stay.departAtMs))),
    );
    this.#plans = ahead.scenario.plans.map((plan, bus) => ({
      ...plan,
      stays: this.#stays[bus]!.map(({ planned }) => planned),
    }));
    const working = view.points.flatMap(({ status }, i) => (status === "reachable" ? [i] : []));
    this.#working = new Set(working);
  }

  /** One of them. @param night its number */
  night(night: number): Scenario {
    const { scenario, atMs } = this.#ahead;
    const stream = new RandomStream(scenario.seed, "nightAhead", night);
    const seed = Math.floor(stream.uniform() * SEEDS);
    const late = this.#late(seed);
    const latestMs = late.reduce((latest, { bus, stay, delayMs }) => {
      return Math.max(latest, this.#stays[bus]![stay]!.stay.arriveAtMs! + delayMs + MINUTE_MS);
    }, scenario.run.toMs);
    const run = { fromMs: scenario.run.fromMs, toMs: latestMs };
    return {
      ...scenario,
      run,
      window: { ...scenario.window, toMs: Math.max(scenario.window.toMs, nextQuarter(latestMs)) },
      plugInDelaysMs: this.#plugInDelaysMs(seed),
      night: {
        ...scenario.night,
        late,
        usedFactors: this.#usedFactors(seed),
        interruptions: this.#interruptions(seed),
        faults: this.#faults(seed, { fromMs: atMs, toMs: latestMs }),
      },
    };
  }

  #open(one: StayAhead, found: Stay | undefined): OpenStay {
    const { atMs } = this.#ahead;
    const { stay, pluggedInAtMs, expectedAtMs } = one;
    const planned = { ...(found ?? stay), arriveAtMs: expectedAtMs, departAtMs: stay.departAtMs };
    if (pluggedInAtMs !== null) {
      return { ...one, planned, isReturnOpen: false, isArrivalOpen: false };
    }
    const { returnDelay } = this.#chance.models;
    // The presystem tells of long delays, and mends what it said when the bus is there.
    const isTold = found !== undefined && found.arriveAtMs !== expectedAtMs;
    const silentMs = isTold ? 0 : (returnDelay?.announcedAboveMin ?? 0) * MINUTE_MS;
    const isArrivalOpen = expectedAtMs + silentMs > atMs;
    const isReturnOpen = isArrivalOpen && !isTold && returnDelay !== undefined;
    return { ...one, planned, isReturnOpen, isArrivalOpen };
  }

  #late(seed: number): LateReturn[] {
    const { returnDelay } = this.#chance.models;
    if (returnDelay === undefined) return [];
    const { atMs } = this.#ahead;
    const openOf = (bus: number, stay: number): OpenStay => this.#stays[bus]![stay]!;
    const spanOf = (bus: number, stay: number): DelaySpan => {
      const { expectedAtMs } = openOf(bus, stay);
      const isOverdue = expectedAtMs < atMs;
      const mostMs = isOverdue ? returnDelay.announcedAboveMin * MINUTE_MS : Infinity;
      return { leastMs: atMs - expectedAtMs, mostMs };
    };
    const open = this.#plans.map((plan, bus) => ({
      ...plan,
      stays: plan.stays.map((stay, i) =>
        openOf(bus, i).isReturnOpen ? stay : { ...stay, arriveAtMs: null },
      ),
    }));
    const drawn = returnDelays(returnDelay, seed, open, this.#chance.day, spanOf);
    return drawn.map((one) => {
      const { stay, expectedAtMs } = openOf(one.bus, one.stay);
      return { ...one, delayMs: expectedAtMs + one.delayMs - stay.arriveAtMs! };
    });
  }

  /** What a bus holds when it comes: what its block takes, and how wrong what was announced is. */
  #usedFactors(seed: number): number[][] {
    const { models, day } = this.#chance;
    const { consumption, socForecast } = models;
    if (consumption === undefined && socForecast === undefined) return [];
    return this.#plans.map((plan, bus) => {
      const { usableKwh, consumptionKwhPerKm } = this.#ahead.scenario.busTypes.get(
        plan.vehicleType,
      )!;
      const factors =
        consumption === undefined
          ? []
          : usedFactors(consumption, seed, plan, consumptionKwhPerKm, day);
      const errors = socForecast === undefined ? [] : socErrors(socForecast, seed, plan);
      return this.#stays[bus]!.map(({ isArrivalOpen, planned, stay }, i) => {
        if (!isArrivalOpen || stay.usedKwh === 0) return 1;
        const moreKwh = planned.usedKwh * ((factors[i] ?? 1) - 1) + (errors[i] ?? 0) * usableKwh;
        return Math.max(0, stay.usedKwh + moreKwh) / stay.usedKwh;
      });
    });
  }

  #plugInDelaysMs(seed: number): number[][] {
    const { scenario, atMs } = this.#ahead;
    const { plugIn, plugInMedianMin, models } = this.#chance;
    const servedMs = Math.max(0, usualPlugInMs(scenario) - plugInMedianMin * MINUTE_MS);
    return this.#plans.map((plan, bus) => {
      const drawn = plugIn === null ? null : plugInDelaysMs(plugIn, seed, plan);
      const { forgottenPlug } = models;
      const forgotten = forgottenPlug === undefined ? [] : forgottenMs(forgottenPlug, seed, plan);
      return this.#stays[bus]!.map((one, stay) => {
        if (one.pluggedInAtMs !== null) return 0;
        const usualMs = drawn === null ? usualPlugInMs(scenario) : servedMs + drawn[stay]!;
        // Of a bus that is still to come nothing of it is over.
        const overMs = one.isReturnOpen ? 0 : waitedMs(one, atMs);
        return Math.max(0, usualMs + (forgotten[stay] ?? 0) - overMs);
      });
    });
  }

  #interruptions(seed: number): Scenario["night"]["interruptions"] {
    const { sessionStart: start = null, sessionStop: stop = null } = this.#chance.models;
    if (start === null && stop === null) return [];
    return this.#plans.map((plan, bus) =>
      interruptions({ start, stop }, seed, plan).map((list, i) => {
        const { pluggedInAtMs, stay } = this.#stays[bus]![i]!;
        if (pluggedInAtMs === null) return list;
        // What did not happen by now will not.
        return list
          .filter(({ afterMs }) => pluggedInAtMs + afterMs > this.#ahead.atMs)
          .map((one) => ({ ...one, afterMs: pluggedInAtMs + one.afterMs - stay.arriveAtMs! }));
      }),
    );
  }

  #faults(seed: number, run: Scenario["run"]): Scenario["night"]["faults"] {
    const { stations } = this.#ahead.scenario;
    const drawn = faultsOf(this.#chance.models, { seed, run, stations }, true);
    return drawn.filter((one) => "points" in one && one.points.every((i) => this.#working.has(i)));
  }
}

/** Finds a stay of the timetable, as it was known at any time, by its departure. */
function plannedStays({
  plans,
  night,
}: Scenario): (vehicleId: string, departAtMs: number | null) => Stay | undefined {
  const histories = knownStays(plans, night.swaps);
  const buses = new Map<string, number>(plans.map(({ vehicleId }, bus) => [vehicleId, bus]));
  return (vehicleId, departAtMs) => {
    const history = histories[buses.get(vehicleId) ?? -1] ?? [];
    const all = history.flatMap(({ stays }) => stays);
    return all.findLast((stay) => stay.departAtMs === departAtMs);
  };
}

function nextQuarter(atMs: number): number {
  return Math.ceil(atMs / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
}

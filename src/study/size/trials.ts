import { peakBounds, peakToServe, plugAndCharge } from "../../bounds/index.ts";
import {
  atOnce,
  bottleneck,
  type Calendar,
  isUnserved,
  limitBreaches,
  noPeakBounds,
  peak15,
  readiness,
  type RunResult,
  type Summary,
  summarise,
  unserved,
} from "../../kpi/index.ts";
import { InputProblem, type PreparedScenario, type Scenario } from "../../scenario/index.ts";
import { Simulation } from "../../simulation/index.ts";
import type { Job } from "../runPlan.ts";
import { type Cell, figuresOf } from "../runRow.ts";
import type { SizeTrial } from "./sizeTrial.ts";

/** So many nights under plug and charge are kept, and scenarios with another size. */
const MOST_UNLIMITED = 512;
const MOST_PREPARED = 64;
/** A bound of a night may take seconds: it saves more. */
const MOST_CELLS = 20_000_000;
/** Buses named in a row. */
const NAMED = 10;

/** A run that tries a size. */
type TrialJob = Job & { readonly trial: SizeTrial };

/**
 * Tries sizes of scenarios that are ready: their files are not read again, and a night under plug and charge is
 * simulated once.
 */
export class Trials {
  readonly #unlimited = new Map<string, RunResult>();
  readonly #prepared = new Map<string, Promise<PreparedScenario>>();

  /**
   * The night's figures, and under `size.` how it serves; of one that was cut short, no more than that it does
   * not. A size that the scenario cannot have serves nobody.
   * @throws what a simulation throws
   */
  async run(job: TrialJob, variant: PreparedScenario): Promise<Readonly<Record<string, Cell>>> {
    try {
      const prepared = await this.#with(job.trial.settings, job.variant, variant);
      const { scenario, calendar } = prepared.withSeed(job.seed);
      return tried(scenario, calendar, await this.#night(job, variant), job);
    } catch (error) {
      if (!(error instanceof InputProblem)) throw error;
      const { message } = error.flaws[0]!;
      return { "size.isServed": false, "size.refused": message };
    }
  }

  async #night({ trial, variant, seed }: TrialJob, from: PreparedScenario): Promise<RunResult> {
    const key = JSON.stringify([variant, seed, trial.unlimited]);
    const known = this.#unlimited.get(key);
    if (known !== undefined) return known;
    const prepared = await this.#with(trial.unlimited, variant, from);
    const run = new Simulation(plugAndCharge(prepared.withSeed(seed).scenario)).run();
    kept(this.#unlimited, key, run, MOST_UNLIMITED);
    return run;
  }

  #with(
    settings: readonly string[],
    variant: number,
    from: PreparedScenario,
  ): Promise<PreparedScenario> {
    const key = JSON.stringify([variant, settings]);
    const known = this.#prepared.get(key);
    if (known !== undefined) return known;
    const prepared = from.altered(settings);
    kept(this.#prepared, key, prepared, MOST_PREPARED);
    return prepared;
  }
}

/** Keeps the latest. */
function kept<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}

function tried(
  scenario: Scenario,
  calendar: Calendar,
  unlimited: RunResult,
  { anchors, seed, trial }: TrialJob,
): Readonly<Record<string, Cell>> {
  const isPointless = trial.endsUnserved ? isUnserved(unlimited) : () => false;
  // What a cabinet has given is known from its points.
  const metersPoints = scenario.cabinets.length > 0;
  const simulation = new Simulation(scenario, undefined, undefined, metersPoints);
  const result = simulation.runUnless(isPointless);
  if (result === null) return { "size.isServed": false, "size.refused": null, "size.isCut": true };
  const summary = summarise(result, calendar, {
    name: scenario.name,
    strategy: scenario.law.name,
    target: "",
    seed,
    plugAndCharge: unlimited,
    smallestPeaks: anchors ? peakBounds(scenario, MOST_CELLS) : noPeakBounds("not asked for"),
    digest: "",
  });
  const missed = unserved(result, unlimited);
  const why = bottleneck(result, missed, calendar);
  const use = atOnce(result);
  return {
    ...figuresOf(summary, anchors),
    "size.isServed": isServed(summary, result, unlimited, trial.node),
    "size.refused": null,
    "size.isCut": false,
    "size.unserved": missed.length,
    "size.lackingKwh": missed.reduce((sum, { lackingKwh }) => sum + lackingKwh, 0),
    "size.unlimitedPeak15Kw": peak15(unlimited)?.meanKw ?? 0,
    "size.boundKind": anchors ? summary.bounds.kind : null,
    "size.certainKw": anchors ? certainKw(scenario, unlimited, summary) : null,
    "size.night": why?.night ?? null,
    "size.vehicles": why?.vehicles.slice(0, NAMED).join(" ") ?? null,
    "size.node": why?.node ?? null,
    "size.cabinet": why?.cabinet ?? null,
    "size.from": why?.from ?? null,
    "size.to": why?.to ?? null,
    "size.breaches": summary.limits.contractBreaches + summary.limits.maxBreaches,
    "size.queueVehicles": why?.queue?.vehicles.slice(0, NAMED).join(" ") ?? null,
    "size.queueFrom": why?.queue?.from ?? null,
    "size.queueTo": why?.queue?.to ?? null,
    "size.queueAtOnce": why?.queue?.atOnce ?? null,
    "size.queueLongestMin": why?.queue?.longestMin ?? null,
    "size.pointsAtOnce": use.points,
    "size.cabinetsAtOnce": use.cabinets,
  };
}

/** What certainly is needed to serve the night [kW]; null: it is not known. */
function certainKw(
  scenario: Scenario,
  unlimited: RunResult,
  { bounds: { exactMinPeakKw, carriedMinPeakKw } }: Summary,
): number | null {
  const { late, short, notLeft } = readiness(unlimited);
  const isExcused = late + short + notLeft > 0;
  // Buses may leave with less than planners and laws aim at.
  const leastKw = scenario.yard.target === "nextBlock" ? carriedMinPeakKw : exactMinPeakKw;
  return isExcused ? peakToServe(scenario, unlimited, MOST_CELLS) : leastKw;
}

/** Every departure served, none outstanding that plug and charge has sent out, and no limit broken. */
function isServed(
  { departures, limits }: Summary,
  result: RunResult,
  unlimited: RunResult,
  node: string | null,
): boolean {
  const sized = result.nodes.filter(({ id }) => id === node);
  return (
    departures.served === departures.total &&
    departures.notLeft <= readiness(unlimited).notLeft &&
    limits.contractBreaches + limits.maxBreaches === 0 &&
    // A connection that base load alone overloads is too small.
    limitBreaches({ ...result, nodes: sized }).breachesByBaseLoad === 0
  );
}

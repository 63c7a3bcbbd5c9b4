import type { RunResult } from "../kpi/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { Simulation } from "../simulation/index.ts";
import { drawFaults } from "./drawFaults.ts";
import { drawPresystemFaults } from "./presystem/drawPresystemFaults.ts";
import type { Fault } from "./fault.ts";
import { shrunkFaults } from "./shrunkFaults.ts";
import { type NightOutcome, type PresystemLink, TortureNight } from "./tortureNight.ts";
import { soundParts, type TortureParts } from "./mortalTwin.ts";

/** A night in which something did not hold, and the fewest faults that it takes. Plain JSON. */
export interface RedNight {
  readonly seed: number;
  readonly outcome: NightOutcome;
  /** How many faults it has in all. */
  readonly faults: number;
  readonly fewest: readonly Fault[];
  /** Which of all they are, counted from 1. */
  readonly numbers: readonly number[];
}

/** Every third night requests come as VDV 463: such a night takes longer. */
export const everyThirdWired = (seed: number): PresystemLink =>
  seed % 3 === 0 ? "vdv463" : "direct";

/** Nights of a scenario, each with chances and faults of its own seed. */
export class Torture {
  readonly #scenarioOf: (seed: number) => Scenario;
  readonly #reactionMs: number;
  readonly #presystemOf: (seed: number) => PresystemLink;
  readonly #parts: TortureParts;
  /** Of the last night. */
  #spec: { readonly seed: number; readonly spec: Scenario } | null = null;
  #calm: { readonly seed: number; readonly run: RunResult } | null = null;

  /**
   * @param reactionMs how long it may take until a limit that has fallen is kept
   * @param presystemOf how requests come to the charge management in the night of a seed
   */
  constructor(
    scenarioOf: (seed: number) => Scenario,
    reactionMs: number,
    presystemOf: (seed: number) => PresystemLink = everyThirdWired,
    parts: TortureParts = soundParts,
  ) {
    this.#scenarioOf = scenarioOf;
    this.#reactionMs = reactionMs;
    this.#presystemOf = presystemOf;
    this.#parts = parts;
  }

  /** What befalls the night of a seed. */
  faults(seed: number): readonly Fault[] {
    const spec = this.#specOf(seed);
    const faults = drawFaults(spec, seed);
    if (this.#presystemOf(seed) === "direct") return faults;
    const all = [...faults, ...drawPresystemFaults(spec, seed)];
    return all.toSorted((a, b) => a.fromMs - b.fromMs);
  }

  /** One night. @param faults those of its seed, or some of them */
  night(seed: number, faults: readonly Fault[]): NightOutcome {
    const spec = this.#specOf(seed);
    const rules = { reactionMs: this.#reactionMs, presystem: this.#presystemOf(seed) };
    const night = new TortureNight(spec, faults, seed, rules, this.#parts);
    return night.run(this.#calmOf(seed));
  }

  /** The fewest faults of a night that still break the same rule. */
  shrunk(seed: number, faults: readonly Fault[], outcome: NightOutcome): RedNight {
    const rule = outcome.violation?.rule;
    const breaks = (some: readonly Fault[]): boolean =>
      this.night(seed, some).violation?.rule === rule;
    const fewest = shrunkFaults(faults, breaks);
    const all = this.faults(seed).map((fault) => JSON.stringify(fault));
    const numbers = fewest.map((fault) => all.indexOf(JSON.stringify(fault)) + 1);
    return { seed, outcome: this.night(seed, fewest), faults: all.length, fewest, numbers };
  }

  #specOf(seed: number): Scenario {
    if (this.#spec?.seed !== seed) this.#spec = { seed, spec: this.#scenarioOf(seed) };
    return this.#spec.spec;
  }

  /** How a night goes when nothing befalls it. */
  #calmOf(seed: number): RunResult {
    if (this.#calm?.seed !== seed) {
      this.#calm = { seed, run: new Simulation(this.#specOf(seed)).run() };
    }
    return this.#calm.run;
  }
}

import type { RunResult } from "../kpi/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { Simulation } from "../simulation/index.ts";
import { drawFaults } from "./drawFaults.ts";
import type { Fault } from "./fault.ts";
import { shrunkFaults } from "./shrunkFaults.ts";
import { type NightOutcome, TortureNight } from "./tortureNight.ts";
import { soundParts, type TortureParts } from "./mortalTwin.ts";

/** A night in which something did not hold, and the fewest faults that it takes. Plain JSON. */
export interface RedNight {
  readonly seed: number;
  readonly outcome: NightOutcome;
  readonly faults: readonly Fault[];
  readonly fewest: readonly Fault[];
}

/** Nights of a scenario, each with chances and faults of its own seed. */
export class Torture {
  readonly #scenarioOf: (seed: number) => Scenario;
  readonly #reactionMs: number;
  readonly #parts: TortureParts;
  /** Of the last night: its scenario, and how it goes when nothing befalls it. */
  #scene: { readonly seed: number; readonly spec: Scenario; readonly calm: RunResult } | null =
    null;

  /** @param reactionMs how long it may take until a limit that has fallen is kept */
  constructor(
    scenarioOf: (seed: number) => Scenario,
    reactionMs: number,
    parts: TortureParts = soundParts,
  ) {
    this.#scenarioOf = scenarioOf;
    this.#reactionMs = reactionMs;
    this.#parts = parts;
  }

  /** What befalls the night of a seed. */
  faults(seed: number): Fault[] {
    return drawFaults(this.#sceneOf(seed).spec, seed);
  }

  /** One night. @param faults those of its seed, or some of them */
  night(seed: number, faults: readonly Fault[]): NightOutcome {
    const { spec, calm } = this.#sceneOf(seed);
    return new TortureNight(spec, faults, seed, this.#reactionMs, this.#parts).run(calm);
  }

  /** The fewest faults of a night that still break the same rule. */
  shrunk(seed: number, faults: readonly Fault[], outcome: NightOutcome): RedNight {
    const rule = outcome.violation?.rule;
    const breaks = (some: readonly Fault[]): boolean =>
      this.night(seed, some).violation?.rule === rule;
    const fewest = shrunkFaults(faults, breaks);
    return { seed, outcome: this.night(seed, fewest), faults, fewest };
  }

  #sceneOf(seed: number) {
    if (this.#scene?.seed === seed) return this.#scene;
    const spec = this.#scenarioOf(seed);
    this.#scene = { seed, spec, calm: new Simulation(spec).run() };
    return this.#scene;
  }
}

import { type Chance, chanceOf, type LoadedScenario, type Scenario } from "../../scenario/index.ts";
import type { Belief } from "./belief.ts";
import { DrawnNights } from "./drawnNights.ts";
import { type Forecast, foreseen } from "./foreseen.ts";
import { type NightAhead, nightAhead } from "./nightAhead.ts";
import { type NightRow, outcomeOf } from "./nightRow.ts";
import { type Change, changed } from "./changed.ts";

/** What is ahead of a twin, and how it may go; whoever believes it is not disturbed. */
export class Forecaster {
  readonly #belief: Belief;
  readonly #ahead: NightAhead;
  readonly #nights: DrawnNights | null;
  #expected: Forecast | null = null;

  /** By the chance of a scenario; where it says nothing of it, by what is typical. */
  static of(
    { scenario, resolved, calendar }: Pick<LoadedScenario, "scenario" | "resolved" | "calendar">,
    belief: Belief,
  ): Forecaster {
    const { uncertainty = "typical" } = resolved;
    return new Forecaster(scenario, belief, chanceOf({ ...resolved, uncertainty }, calendar));
  }

  /** @param chance what is drawn of nights; null: none is */
  constructor(spec: Scenario, belief: Belief, chance: Chance | null = null) {
    this.#belief = belief;
    this.#ahead = nightAhead(spec, belief);
    this.#nights = chance === null ? null : new DrawnNights(spec, belief, this.#ahead, chance);
  }

  /** What is going to happen, if all goes as is believed. */
  expected(changes: readonly Change[] = []): Forecast {
    return changes.length === 0
      ? this.#asBelieved()
      : foreseen(changed(this.#ahead.scenario, changes), this.#belief);
  }

  /** One of the nights that may come, as it is and with changes. @param night its number, from 1 */
  night(night: number, changes: readonly Change[]): NightRow {
    const drawn = this.drawn(night);
    const { stays } = this.#asBelieved();
    const outcome = (scenario: Scenario) => outcomeOf(foreseen(scenario, this.#belief), stays);
    return {
      night,
      error: null,
      asIs: outcome(drawn),
      otherwise: changes.length === 0 ? null : outcome(changed(drawn, changes)),
    };
  }

  /** What a night has in store. */
  drawn(night: number): Scenario {
    return this.#nights!.night(night);
  }

  #asBelieved(): Forecast {
    this.#expected ??= foreseen(this.#ahead.scenario, this.#belief);
    return this.#expected;
  }
}

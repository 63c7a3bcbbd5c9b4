import { expect } from "vitest";
import type { NightOutcome, Torture } from "../../src/torture/index.ts";

/** Nights `first` and those after it, in which every rule must have been kept. @returns a sum over all of them */
export function greenNights(torture: Torture, first: number, nights: number) {
  const outcomes: NightOutcome[] = [];
  for (let seed = first; seed < first + nights; seed++) {
    const outcome = torture.night(seed, torture.faults(seed));
    expect(outcome.violation, `night ${seed}`).toBeNull();
    outcomes.push(outcome);
  }
  return (of: (outcome: NightOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
}

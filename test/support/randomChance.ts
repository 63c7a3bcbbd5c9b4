import fc from "fast-check";
import { Zone } from "../../src/operations/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { calendarOf } from "../../src/scenario/calendar.ts";
import { resolveUncertainty } from "../../src/scenario/resolveUncertainty.ts";
import { SharedNights } from "../../src/scenario/sharedNights.ts";
import type { UncertaintyFile } from "../../src/scenario/schema/uncertainty.ts";
import { typical } from "./chance.ts";

/** So much goes wrong that two days see all of it. */
export const badLuck: Required<UncertaintyFile> = {
  returnDelay: { ...typical.returnDelay, p95Min: 120, incidentShare: 0.2 },
  consumption: { ...typical.consumption, daySpread: 0.2, driverSpread: 0.3 },
  socForecast: { sdSoc: 0.3 },
  busSwap: { share: 0.3, knownBeforeMin: 20, parkedMin: 0 },
  plugInDelay: { medianMin: 6, p95Min: 200 },
  forgottenPlug: { ...typical.forgottenPlug, share: 0.2 },
  sessionStart: { ...typical.sessionStart, share: 0.4 },
  sessionStop: { ...typical.sessionStop, share: 0.4 },
  pointFaults: { mtbfHours: 8, repairMedianHours: 1, repairP95Hours: 8, replugMin: 15 },
  linkLosses: { perWeek: 40, shortestMin: 0.5, longestMin: 60 },
};

/** A scenario with the night that these models draw for it. */
export function drawn(scenario: Scenario, uncertainty: UncertaintyFile = badLuck): Scenario {
  const calendar = calendarOf(new Zone("UTC"), "04:00");
  return {
    ...scenario,
    ...resolveUncertainty(
      { uncertainty, operations: {} },
      scenario,
      calendar,
      new SharedNights(),
      0,
    ),
  };
}

/** Depots in which all goes wrong, or all but some. */
export function withBadLuck(
  depots: fc.Arbitrary<Scenario>,
  ...without: readonly (keyof UncertaintyFile)[]
): fc.Arbitrary<Scenario> {
  const models = Object.fromEntries(
    Object.entries(badLuck).filter(([name]) => !without.includes(name as keyof UncertaintyFile)),
  ) as UncertaintyFile;
  return fc.tuple(depots, fc.nat()).map(([scenario, seed]) => drawn({ ...scenario, seed }, models));
}

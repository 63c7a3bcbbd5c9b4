import { departures } from "../readiness.ts";
import { rounded } from "../rounded.ts";
import type { RunResult } from "../runResult.ts";
import type { Summary } from "../summary.ts";
import type { Assertion, Comparison, Operand, Step } from "./assertion.ts";
import { statistics } from "./statistics.ts";
import { stayFigures } from "./stayFigures.ts";
import type { Verdict } from "./verdict.ts";

/**
 * The summary with every assertion judged, by the figures that people read: to a millionth.
 * @param isWhole false: the run was interrupted, there is no verdict on it
 */
export function judged(
  summary: Summary,
  run: RunResult,
  assertions: readonly Assertion[],
  isWhole = run.complete,
): Summary {
  const verdicts = assertions.map((assertion): Verdict => {
    if (!isWhole) {
      return { assertion: assertion.text, holds: null, found: null, against: null };
    }
    return verdictOn(assertion, summary, run);
  });
  return { ...summary, assertions: verdicts };
}

/** Every value on the left has to do, against every one on the right; no value at all does not. */
function verdictOn(
  { text, left, comparison, right }: Assertion,
  summary: Summary,
  run: RunResult,
): Verdict {
  const founds = valuesOf(left, summary, run);
  const againsts = valuesOf(right, summary, run);
  const pairs = founds.flatMap((found) => againsts.map((against) => ({ found, against })));
  const failed = pairs.find(({ found, against }) => !compares[comparison](found, against));
  const { found = null, against = null } = failed ?? pairs[0] ?? {};
  if (pairs.length > 0) return { assertion: text, holds: failed === undefined, found, against };
  return { assertion: text, holds: false, found: founds[0] ?? null, against: againsts[0] ?? null };
}

const compares: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
};

function valuesOf(operand: Operand, summary: Summary, run: RunResult): number[] {
  switch (operand.kind) {
    case "number":
      return [operand.value];
    case "figure": {
      const value = figureAt(summary, operand.steps);
      return typeof value === "number" ? [value] : [];
    }
    case "sessions": {
      const own = departures(run).filter(({ vehicleId }) => vehicleId === operand.vehicleId);
      return known(own.map(stayFigures[operand.figure])).map(rounded);
    }
    case "stays": {
      const values = known(departures(run).map(stayFigures[operand.figure]));
      if (values.length === 0) return [];
      return [rounded(statistics[operand.statistic](values.toSorted((a, b) => a - b)))];
    }
  }
}

/** What stands at a path of a summary; undefined where there is nothing of that name. */
export function figureAt(summary: object, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((at, { key }) => {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    return (at as Readonly<Record<string | number, unknown>>)[key];
  }, summary);
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

import {
  type Assertion,
  AssertionFlaw,
  figureAt,
  type Operand,
  parsedAssertion,
  specimenSummary,
  type Step,
} from "../kpi/index.ts";
import type { VehiclePlan } from "../operations/index.ts";
import { type Flaw, InputProblem } from "./inputProblem.ts";
import { meant } from "./meant.ts";
import type { SourceDocument } from "./readDocument.ts";

/** More flaws than this at once help nobody. */
const MOST_FLAWS = 10;

/**
 * Reads assertions and makes sure that there will be what they ask for.
 * @throws InputProblem for lines that are none, unknown figures and buses, at their column
 */
export function resolveAssertions(
  lines: readonly string[],
  plans: readonly VehiclePlan[],
  source: SourceDocument,
): Assertion[] {
  if (lines.length === 0) return [];
  const specimen = specimenSummary();
  const buses = plans.map(({ vehicleId }) => String(vehicleId));
  const flaws: Flaw[] = [];
  const assertions = lines.flatMap((line, i): Assertion[] => {
    try {
      const assertion = parsedAssertion(line);
      for (const operand of [assertion.left, assertion.right]) check(operand, specimen, buses);
      return [assertion];
    } catch (error) {
      if (!(error instanceof AssertionFlaw)) throw error;
      const { offset, message, word, known } = error;
      const mend = word === null ? undefined : meant(word, known);
      flaws.push({ place: source.placeOf(["assert", i], offset), message, mend });
      return [];
    }
  });
  if (flaws.length > 0) throw new InputProblem(...flaws.slice(0, MOST_FLAWS));
  return assertions;
}

function check(operand: Operand, specimen: object, buses: readonly string[]): void {
  if (operand.kind === "figure") return checkFigure(operand.steps, specimen);
  if (operand.kind !== "sessions" || buses.includes(operand.vehicleId)) return;
  const { vehicleId, offset } = operand;
  throw new AssertionFlaw(offset, `there is no bus "${vehicleId}"`, vehicleId, [...buses]);
}

/** @throws AssertionFlaw unless a path leads to a figure, or to what may be one */
function checkFigure(steps: readonly Step[], specimen: object): void {
  for (const [i, { key, offset }] of steps.entries()) {
    const before = steps.slice(0, i);
    const around = figureAt(specimen, before);
    // What is not known of every run may hold anything.
    if (around === null || (Array.isArray(around) && typeof key === "number")) return;
    const known = typeof around === "object" ? Object.keys(around) : [];
    if (known.includes(String(key))) continue;
    const within = i === 0 ? "the summary" : pathText(before);
    const words = i === 0 ? [...known, "stays", "sessions"] : known;
    throw new AssertionFlaw(offset, `there is no "${key}" in ${within}`, String(key), words);
  }
  const value = figureAt(specimen, steps);
  if (typeof value === "number" || value === null) return;
  const { offset } = steps[0]!;
  if (typeof value !== "object" || Array.isArray(value)) {
    const kind = Array.isArray(value) ? "a list" : typeof value === "string" ? "text" : "yes or no";
    throw new AssertionFlaw(offset, `${pathText(steps)} is ${kind}, expected a number`);
  }
  const known = Object.keys(value);
  const message = `${pathText(steps)} is not one figure, expected one of its: ${known.join(", ")}`;
  throw new AssertionFlaw(offset, message);
}

function pathText(steps: readonly Step[]): string {
  return steps.map(({ key }) => key).join(".");
}

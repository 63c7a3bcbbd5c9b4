import { z } from "zod";
import { closestWord } from "./closestWord.ts";
import { InputProblem } from "./inputProblem.ts";
import { dotted } from "./readDocument.ts";
import { keysAt, schemaAt } from "./schemaAt.ts";
import { type ScenarioFile, scenarioSchema } from "./schema/index.ts";

/** What can be sized: something of which more never makes a depot worse off by itself. */
export interface Quantity {
  /** As people gave it. */
  readonly name: string;
  /** Its path as `--set` takes it, places of lists as numbers. */
  readonly path: string;
  readonly kind: "limit" | "ratedKw" | "points" | "outlets" | "places" | "fleet";
  readonly unit: "kW" | "";
  /** What it is of: a limit's grid node, a fleet's type of bus, the group of stations, the service. */
  readonly of: string;
}

const KINDS: readonly (readonly [RegExp, Quantity["kind"]])[] = [
  [/^grid(\.children\.\d+)*\.(contractKw|maxKw)$/, "limit"],
  [/^stations\.\d+\.ratedKw$/, "ratedKw"],
  [/^stations\.\d+\.count$/, "points"],
  [/^stations\.\d+\.outlets$/, "outlets"],
  [/^operations\.services\.\d+\.places$/, "places"],
  [/^operations\.fleet\.[^.]+$/, "fleet"],
];

/**
 * The quantity that a path names; things in lists go by their `id` or `name`, or by their place from 0.
 * @throws InputProblem for a path that leads nowhere, to no number, to one that is no size, or to
 * one that changes over time
 */
export function quantityAt(file: ScenarioFile, text: string): Quantity {
  const steps: (string | number)[] = [];
  let value: unknown = file;
  let words = text.split(".");
  let of = "";
  while (words.length > 0) {
    const { step, taken } = stepInto(value, words, text, steps);
    steps.push(step);
    value = valueIn(value, step);
    words = words.slice(taken);
    of = idOf(value) ?? nameless(steps, of);
  }
  const path = dotted(steps);
  const forms = schemaAt(scenarioSchema, steps);
  if (!forms.some((form) => form instanceof z.ZodNumber)) {
    throw flaw(text, "expected the path of a number, there is none at that place");
  }
  if (typeof value === "object" && value !== null) {
    throw flaw(text, "it changes over time, and one number would take its place", "size another");
  }
  const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1];
  if (kind === undefined) {
    const sizes = "contractKw and maxKw of the grid, ratedKw, count and outlets of stations";
    throw flaw(
      text,
      "it is no size of which more serves more",
      `expected one of ${sizes}, operations.fleet or places of a service`,
    );
  }
  const unit = kind === "limit" || kind === "ratedKw" ? "kW" : "";
  return { name: text, path, kind, unit, of: kind === "fleet" ? String(steps.at(-1)) : of };
}

/** What something without an id is called: a grid node as elsewhere, all else by what is around it. */
function nameless(steps: readonly (string | number)[], around: string): string {
  if (steps.length === 1 && steps[0] === "grid") return "site";
  const last = steps.at(-1);
  return steps[0] === "grid" && typeof last === "number" ? `${around}/${last + 1}` : around;
}

/** The next step into a value, and how many words it takes: an id may have dots. */
function stepInto(
  value: unknown,
  words: readonly string[],
  text: string,
  before: readonly (string | number)[],
): { readonly step: string | number; readonly taken: number } {
  const word = words[0]!;
  if (!Array.isArray(value)) {
    const keys = keysAt(scenarioSchema, before);
    const known = typeof value === "object" && value !== null ? Object.keys(value) : [];
    if (keys.includes(word) || known.includes(word)) return { step: word, taken: 1 };
    // A fleet is a mapping of types of bus, of which the file may name none.
    if (dotted(before) === "operations.fleet") return { step: word, taken: 1 };
    const meant = closestWord(word, [...keys, ...known]);
    const where = before.length === 0 ? "a scenario" : dotted(before);
    throw flaw(
      text,
      `${where} has no ${word}`,
      meant === undefined ? undefined : `did you mean ${meant}?`,
    );
  }
  for (let taken = words.length; taken > 0; taken--) {
    const id = words.slice(0, taken).join(".");
    const step = value.findIndex((one) => idOf(one) === id);
    if (step >= 0) return { step, taken };
  }
  if (/^\d+$/.test(word) && Number(word) < value.length) return { step: Number(word), taken: 1 };
  const ids = value.map(idOf).filter((id) => id !== null);
  const there = ids.length > 0 ? `there are ${ids.join(", ")}` : "nothing there has an id";
  throw flaw(text, `${dotted(before)} has no ${word}`, there);
}

function valueIn(value: unknown, step: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return Reflect.get(value, step);
}

function idOf(value: unknown): string | null {
  const named = [valueIn(value, "id"), valueIn(value, "name")];
  return named.find((name) => typeof name === "string") ?? null;
}

function flaw(text: string, message: string, mend?: string): InputProblem {
  return new InputProblem({ place: { file: `--quantity ${text}` }, message, mend });
}

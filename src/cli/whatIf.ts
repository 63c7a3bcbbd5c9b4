import { strategies } from "../planning/index.ts";
import { closestWord, type Scenario } from "../scenario/index.ts";
import type { Change } from "../twin/index.ts";
import { UsageProblem } from "./tellFailure.ts";

/**
 * What is to be tried out, in words: `strategy=balanced`, `limit.NODE=KW`, `out=POINT`.
 * @throws UsageProblem
 */
export function whatIf(spec: Scenario, words: readonly string[]): Change[] {
  return words.map((word) => changeOf(spec, word));
}

function changeOf(spec: Scenario, word: string): Change {
  const [name = "", value = ""] = word.split("=", 2);
  if (name === "strategy") {
    const known = Object.keys(strategies) as (keyof typeof strategies)[];
    return { kind: "strategy", strategy: known[indexOf(value, known, "strategy")]! };
  }
  if (name === "out") {
    const ids = spec.stations.map(({ id }) => id);
    return { kind: "out", point: indexOf(value, ids, "point") };
  }
  if (name.startsWith("limit.")) {
    const node = indexOf(name.slice("limit.".length), spec.tree.ids, "node of the grid");
    const maxKw = Number(value);
    if (value === "" || !(maxKw >= 0)) throw flaw(word, "expected a power in kW, at least 0");
    return { kind: "limit", node, maxKw };
  }
  throw flaw(word, "expected strategy=NAME, limit.NODE=KW or out=POINT");
}

function indexOf(name: string, known: readonly string[], what: string): number {
  const index = known.indexOf(name);
  if (index >= 0) return index;
  const near = closestWord(name, known);
  const mend = near === undefined ? "" : `; did you mean ${near}?`;
  throw flaw(name, `there is no ${what} of that name${mend}`);
}

function flaw(found: string, why: string): UsageProblem {
  return new UsageProblem(`--what-if: found "${found}", ${why}`);
}

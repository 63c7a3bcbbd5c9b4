import { strategies } from "../planning/index.ts";
import { closestWord, type Scenario } from "../scenario/index.ts";
import { stationOut, type WhatIf } from "../twin/index.ts";
import { UsageProblem } from "./tellFailure.ts";

/**
 * What is to be tried out, in words: `strategy=balanced`, `limit.NODE=KW`, `out=POINT`.
 * @throws UsageProblem
 */
export function whatIf(spec: Scenario, words: readonly string[]): WhatIf {
  const changes = words.map((word) => changeOf(spec, word));
  return (ahead) => changes.reduce((changed, change) => change(changed), ahead);
}

function changeOf(spec: Scenario, word: string): WhatIf {
  const [name = "", value = ""] = word.split("=", 2);
  if (name === "strategy") {
    const known = Object.keys(strategies) as (keyof typeof strategies)[];
    const strategy = strategies[known[indexOf(value, known, "strategy")]!];
    return (ahead) => ({ ...ahead, ...strategy });
  }
  if (name === "out") {
    const ids = spec.stations.map(({ id }) => id);
    const point = indexOf(value, ids, "point");
    return (ahead) => {
      const incidents = [...ahead.incidents, stationOut(value, point, ahead.run)];
      return { ...ahead, incidents };
    };
  }
  if (name.startsWith("limit.")) {
    const node = indexOf(name.slice("limit.".length), spec.tree.ids, "node of the grid");
    const kw = Number(value);
    if (value === "" || !(kw >= 0)) throw flaw(word, "expected a power in kW, at least 0");
    return (ahead) => limited(ahead, node, kw);
  }
  throw flaw(word, "expected strategy=NAME, limit.NODE=KW or out=POINT");
}

/** What is there anyway stays where it is tighter. */
function limited(ahead: Scenario, limitedNode: number, kw: number): Scenario {
  const { fromMs, toMs } = ahead.window;
  const nodes = ahead.nodes.map((node, i) => {
    if (i !== limitedNode) return node;
    return { ...node, maxKw: node.maxKw.during(fromMs, toMs, (maxKw) => Math.min(maxKw, kw)) };
  });
  return { ...ahead, nodes };
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

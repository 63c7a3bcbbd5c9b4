import { strategies } from "../../planning/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import { stationOut } from "./nightAhead.ts";

/** Something to be tried out; nodes and points by index. Plain JSON. */
export type Change =
  | { readonly kind: "strategy"; readonly strategy: keyof typeof strategies }
  | { readonly kind: "limit"; readonly node: number; readonly maxKw: number }
  | { readonly kind: "out"; readonly point: number };

/** What is ahead, with all that changed. */
export function changed(ahead: Scenario, changes: readonly Change[]): Scenario {
  return changes.reduce(withChange, ahead);
}

function withChange(ahead: Scenario, change: Change): Scenario {
  if (change.kind === "strategy") return { ...ahead, ...strategies[change.strategy] };
  if (change.kind === "limit") return limited(ahead, change.node, change.maxKw);
  const { id } = ahead.stations[change.point]!;
  return { ...ahead, incidents: [...ahead.incidents, stationOut(id, change.point, ahead.run)] };
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

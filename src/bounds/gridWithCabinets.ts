import type { StationSpec } from "../depot/index.ts";
import { PowerTree } from "../physics/index.ts";
import type { Scenario } from "../scenario/index.ts";

/** The grid of a depot with each cabinet as one more node, below the one that feeds it. */
export interface GridWithCabinets {
  readonly tree: PowerTree;
  /** The node that feeds a point: its cabinet's where it has one. */
  nodeOf(station: StationSpec): number;
  /** The most that may pass each cabinet [kW, grid side]; their nodes are the last of the tree. */
  readonly cabinetsKw: readonly number[];
}

/** What of a cabinet is a flow: all outlets together. Modules and turns are not. */
export function gridWithCabinets({
  tree,
  stations,
  cabinets,
  busTypes,
}: Scenario): GridWithCabinets {
  const leastEfficiency = cabinets.map(() => 1);
  for (const { cabinet, ratedKw, loss } of stations) {
    if (cabinet === null) continue;
    for (const { curve } of busTypes.values()) {
      const dcKw = Math.min(ratedKw, Math.max(...curve.map(([, powerKw]) => powerKw)));
      const efficiency = loss.bestEfficiency(dcKw);
      leastEfficiency[cabinet] = Math.min(leastEfficiency[cabinet]!, efficiency);
    }
  }
  return {
    tree: new PowerTree(
      [...tree.ids, ...cabinets.map((cabinet) => cabinet.id)],
      [...tree.parents, ...cabinets.map((cabinet) => cabinet.node)],
    ),
    nodeOf: ({ cabinet, node }) => (cabinet === null ? node : tree.size + cabinet),
    // Energy is counted at its best efficiency: the least of these leaves room for every bus.
    cabinetsKw: cabinets.map(
      ({ modules, moduleKw }, cabinet) => (modules * moduleKw) / leastEfficiency[cabinet]!,
    ),
  };
}

import type { ConverterLoss } from "./converterLoss.ts";
import type { PowerTree } from "./powerTree.ts";

/** Where a bus can be plugged in. */
export interface Outlet {
  /** Index of the grid node that feeds it. */
  readonly node: number;
  /** Most and least that it gives [kW, outlet side]. */
  readonly ratedKw: number;
  readonly minKw: number;
  readonly loss: ConverterLoss;
}

/**
 * Outlets taken together at their best, for a bus that may come to any of them: the
 * lowest node above all, the widest range of power, the least loss.
 */
export function bestOutlet(tree: PowerTree, outlets: readonly Outlet[]): Outlet {
  return outlets.reduce((best, next) => ({
    node: tree.lowestAbove(best.node, next.node),
    ratedKw: Math.max(best.ratedKw, next.ratedKw),
    minKw: Math.min(best.minKw, next.minKw),
    loss: efficiency(next) > efficiency(best) ? next.loss : best.loss,
  }));
}

function efficiency({ loss, ratedKw }: Outlet): number {
  return loss.bestEfficiency(ratedKw);
}

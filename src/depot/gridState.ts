import type { PowerTree, StepSeries } from "../physics/index.ts";
import { baseLoadBelow, type GridNodeSpec } from "./grid.ts";

/** What an incident makes of a node for a while. Plain JSON. */
export interface GridChange {
  readonly node: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** At most this, whatever else holds [kW]; null: there is no power below the node, base load included. */
  readonly maxKw: number | null;
}

/** The grid as it turns out to be: limits and base loads as foreseen, and what incidents make of them. */
export class GridState {
  readonly tree: PowerTree;
  readonly #foreseen: readonly GridNodeSpec[];
  #nodes: readonly GridNodeSpec[];
  #baseBelowKw: readonly StepSeries[];
  #changes: readonly GridChange[] = [];

  constructor(tree: PowerTree, nodes: readonly GridNodeSpec[]) {
    this.tree = tree;
    this.#foreseen = nodes;
    this.#nodes = nodes;
    this.#baseBelowKw = baseLoadBelow(tree, nodes);
  }

  /** What holds of each node, past and to come. */
  get nodes(): readonly GridNodeSpec[] {
    return this.#nodes;
  }

  /** The base load of each node's whole subtree. */
  get baseBelowKw(): readonly StepSeries[] {
    return this.#baseBelowKw;
  }

  change(change: GridChange): void {
    this.#changes = [...this.#changes, change];
    this.#nodes = this.#nodes.map((node, i) => this.#changed(node, i, change));
    this.#baseBelowKw = baseLoadBelow(this.tree, this.#nodes);
  }

  snapshot(): readonly GridChange[] {
    return this.#changes;
  }

  restore(saved: readonly GridChange[]): void {
    this.#changes = [];
    this.#nodes = this.#foreseen;
    for (const change of saved) this.change(change);
  }

  #changed(spec: GridNodeSpec, i: number, change: GridChange): GridNodeSpec {
    const { node, fromMs, toMs, maxKw } = change;
    if (maxKw === null) {
      if (!this.tree.isBelow(i, node)) return spec;
      return { ...spec, baseLoadKw: spec.baseLoadKw.during(fromMs, toMs, () => 0) };
    }
    if (i !== node) return spec;
    const limited = (kw: number): number => Math.min(kw, maxKw);
    return { ...spec, maxKw: spec.maxKw.during(fromMs, toMs, limited) };
  }
}

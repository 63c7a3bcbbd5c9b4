import type { LimitChanged, SiteMeasured } from "../messages/index.ts";
import type { PowerTree } from "../physics/index.ts";

/** Plain JSON; null is no limit. */
export interface SiteSnapshot {
  readonly limitsKw: readonly (number | null)[];
  readonly baseLoadsKw: readonly number[];
}

/** What is believed of the grid: limits and base loads of its nodes. */
export class SiteBelief {
  readonly #tree: PowerTree;
  readonly #indexes: ReadonlyMap<string, number>;
  /** The tighter of contract and maximum: held at every instant, so its mean holds too. */
  readonly #limitsKw: Float64Array;
  readonly #baseLoadsKw: Float64Array;
  /** Base load of each node's subtree. */
  readonly #baseBelowKw: Float64Array;

  constructor(tree: PowerTree) {
    this.#tree = tree;
    this.#indexes = new Map(tree.ids.map((nodeId, node) => [nodeId, node]));
    this.#limitsKw = new Float64Array(tree.size).fill(Infinity);
    this.#baseLoadsKw = new Float64Array(tree.size);
    this.#baseBelowKw = new Float64Array(tree.size);
  }

  limitChanged({ nodeId, contractKw, maxKw }: LimitChanged): void {
    const node = this.#indexes.get(nodeId);
    if (node === undefined) return;
    this.#limitsKw[node] = Math.min(contractKw ?? Infinity, maxKw ?? Infinity);
  }

  measured({ nodeId, baseLoadKw, quality }: SiteMeasured): void {
    const node = this.#indexes.get(nodeId);
    if (node === undefined || quality === "bad") return;
    this.#baseLoadsKw[node] = baseLoadKw;
    this.#baseBelowKw.set(this.#baseLoadsKw);
    this.#tree.sumUp(this.#baseBelowKw);
  }

  /** What charging may draw at a node [kW]; negative where base load alone is too much. */
  forChargingKw(node: number): number {
    return this.#limitsKw[node]! - this.#baseBelowKw[node]!;
  }

  /** The tighter limit of a node [kW]; null: none. */
  limitKw(node: number): number | null {
    const limitKw = this.#limitsKw[node]!;
    return limitKw < Infinity ? limitKw : null;
  }

  /** What hangs right at a node and is no charger [kW]. */
  baseLoadKw(node: number): number {
    return this.#baseLoadsKw[node]!;
  }

  /** What is no charger, below the connection and there [kW]. */
  get baseKw(): number {
    return this.#baseBelowKw[0]!;
  }

  snapshot(): SiteSnapshot {
    return {
      limitsKw: Array.from(this.#limitsKw, (kw) => (kw < Infinity ? kw : null)),
      baseLoadsKw: Array.from(this.#baseLoadsKw),
    };
  }

  restore(saved: SiteSnapshot): void {
    this.#limitsKw.set(saved.limitsKw.map((kw) => kw ?? Infinity));
    this.#baseLoadsKw.set(saved.baseLoadsKw);
    this.#baseBelowKw.set(saved.baseLoadsKw);
    this.#tree.sumUp(this.#baseBelowKw);
  }
}

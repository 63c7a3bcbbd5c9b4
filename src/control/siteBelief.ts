import type { LimitChanged, LimitOrder, SiteMeasured } from "../messages/index.ts";
import type { PowerTree } from "../physics/index.ts";

type Quality = SiteMeasured["quality"];

/** Plain JSON, per node; null is no limit, or never measured. */
export interface SiteSnapshot {
  readonly limitsKw: readonly (number | null)[];
  readonly orderedKw: readonly (number | null)[];
  readonly baseLoadsKw: readonly number[];
  readonly highestKw: readonly number[];
  readonly qualities: readonly (Quality | null)[];
}

/** What is believed of the grid: limits and base loads of its nodes. */
export class SiteBelief {
  readonly #tree: PowerTree;
  readonly #indexes: ReadonlyMap<string, number>;
  /** The tighter of contract and maximum: held at every instant, so its mean holds too. */
  readonly #limitsKw: Float64Array;
  /** What a person on duty allows. */
  readonly #orderedKw: Float64Array;
  readonly #baseLoadsKw: Float64Array;
  /** Base load of each node's subtree. */
  readonly #baseBelowKw: Float64Array;
  /** The highest that was ever read of each [kW]. */
  readonly #highestKw: Float64Array;
  /** Of the last reading; null: there was none. */
  readonly #qualities: (Quality | null)[];

  constructor(tree: PowerTree) {
    this.#tree = tree;
    this.#indexes = new Map(tree.ids.map((nodeId, node) => [nodeId, node]));
    this.#limitsKw = new Float64Array(tree.size).fill(Infinity);
    this.#orderedKw = new Float64Array(tree.size).fill(Infinity);
    this.#baseLoadsKw = new Float64Array(tree.size);
    this.#baseBelowKw = new Float64Array(tree.size);
    this.#highestKw = new Float64Array(tree.size);
    this.#qualities = Array.from({ length: tree.size }, () => null);
  }

  limitChanged({ nodeId, contractKw, maxKw }: LimitChanged): void {
    const node = this.#indexes.get(nodeId);
    if (node === undefined) return;
    this.#limitsKw[node] = Math.min(contractKw ?? Infinity, maxKw ?? Infinity);
  }

  ordered({ nodeId, maxKw }: LimitOrder): void {
    const node = this.#indexes.get(nodeId);
    if (node !== undefined) this.#orderedKw[node] = maxKw ?? Infinity;
  }

  measured({ nodeId, baseLoadKw, quality }: SiteMeasured): void {
    const node = this.#indexes.get(nodeId);
    if (node === undefined) return;
    this.#qualities[node] = quality;
    // Of a meter that cannot be trusted only the worst is known: what it has ever said.
    const isBad = quality === "bad";
    if (!isBad) this.#highestKw[node] = Math.max(this.#highestKw[node]!, baseLoadKw);
    this.#baseLoadsKw[node] = isBad ? this.#highestKw[node]! : baseLoadKw;
    this.#baseBelowKw.set(this.#baseLoadsKw);
    this.#tree.sumUp(this.#baseBelowKw);
  }

  /** What charging may draw at a node [kW]; negative where base load alone is too much. */
  forChargingKw(node: number): number {
    return this.#leastKw(node) - this.#baseBelowKw[node]!;
  }

  /** The tightest limit of a node [kW]; null: none. */
  limitKw(node: number): number | null {
    return finiteOrNull(this.#leastKw(node));
  }

  /** What a person on duty allows a node [kW]; null: no less than others do. */
  orderedKw(node: number): number | null {
    return finiteOrNull(this.#orderedKw[node]!);
  }

  /** What hangs right at a node and is no charger [kW]. */
  baseLoadKw(node: number): number {
    return this.#baseLoadsKw[node]!;
  }

  /** How good the last reading of a node was; null: there was none. */
  qualityOf(node: number): Quality | null {
    return this.#qualities[node]!;
  }

  /** What is no charger, at a node and below it [kW]. */
  baseBelowKw(node: number): number {
    return this.#baseBelowKw[node]!;
  }

  snapshot(): SiteSnapshot {
    return {
      limitsKw: Array.from(this.#limitsKw, finiteOrNull),
      orderedKw: Array.from(this.#orderedKw, finiteOrNull),
      baseLoadsKw: Array.from(this.#baseLoadsKw),
      highestKw: Array.from(this.#highestKw),
      qualities: [...this.#qualities],
    };
  }

  restore(saved: SiteSnapshot): void {
    this.#limitsKw.set(saved.limitsKw.map((kw) => kw ?? Infinity));
    this.#orderedKw.set(saved.orderedKw.map((kw) => kw ?? Infinity));
    this.#qualities.splice(0, Infinity, ...saved.qualities);
    this.#highestKw.set(saved.highestKw);
    this.#baseLoadsKw.set(saved.baseLoadsKw);
    this.#baseBelowKw.set(saved.baseLoadsKw);
    this.#tree.sumUp(this.#baseBelowKw);
  }

  #leastKw(node: number): number {
    return Math.min(this.#limitsKw[node]!, this.#orderedKw[node]!);
  }
}

function finiteOrNull(kw: number): number | null {
  return kw < Infinity ? kw : null;
}

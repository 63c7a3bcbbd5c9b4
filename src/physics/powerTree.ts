/**
 * The shape of a grid: node 0 is the connection, every other node hangs below
 * one with a smaller index.
 */
export class PowerTree {
  readonly ids: readonly string[];
  /** Index of each node's parent, −1 for the root. */
  readonly parents: Int32Array;

  constructor(ids: readonly string[], parents: readonly number[]) {
    this.ids = ids;
    this.parents = Int32Array.from(parents);
  }

  get size(): number {
    return this.ids.length;
  }

  /** Whether a node hangs below another, or is it. */
  isBelow(node: number, above: number): boolean {
    let at = node;
    while (at > above) at = this.parents[at]!;
    return at === above;
  }

  /** Least of the values on the way from a node to the root. */
  leastAbove(values: Float64Array, node: number): number {
    let least = Infinity;
    for (let at = node; at >= 0; at = this.parents[at]!) {
      const value = values[at]!;
      if (value < least) least = value;
    }
    return least;
  }

  /** Adds an amount to every value on the way from a node to the root. */
  addAbove(values: Float64Array, node: number, amount: number): void {
    for (let at = node; at >= 0; at = this.parents[at]!) {
      values[at]! += amount;
    }
  }

  /** The lowest node that two nodes are both below, or are. */
  lowestAbove(a: number, b: number): number {
    let [high, low] = a < b ? [a, b] : [b, a];
    // Parents have smaller indexes: the larger one goes up until they meet.
    while (high !== low) {
      low = this.parents[low]!;
      if (low < high) [high, low] = [low, high];
    }
    return high;
  }

  /** Turns values that belong to the nodes themselves into totals of their subtrees. */
  sumUp(values: Float64Array): void {
    for (let node = this.size - 1; node > 0; node--) {
      values[this.parents[node]!]! += values[node]!;
    }
  }
}

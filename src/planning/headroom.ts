import type { PowerTree } from "../physics/index.ts";

/** A power below this is nothing [kW]. */
const NEGLIGIBLE_KW = 1e-9;

/** What every node of the grid can still give [kW]. */
export class Headroom {
  readonly #tree: PowerTree;
  readonly #freeKw: Float64Array;

  /** @param freeKw per node; Infinity where nothing binds; taken over and changed */
  constructor(tree: PowerTree, freeKw: Float64Array) {
    this.#tree = tree;
    this.#freeKw = freeKw;
  }

  /** Whether nothing is left at the connection. */
  get isUsedUp(): boolean {
    return this.#freeKw[0]! <= NEGLIGIBLE_KW;
  }

  /** The most that a node can still pass on, all nodes above it included [kW]. */
  at(node: number): number {
    const room = this.#tree.leastAbove(this.#freeKw, node);
    return room > NEGLIGIBLE_KW ? room : 0;
  }

  /** The connection gives no more than this from here on [kW]. */
  holdTo(powerKw: number): void {
    this.#freeKw[0] = Math.min(this.#freeKw[0]!, powerKw);
  }

  /** Takes power at a node, and so at every node above it. */
  take(node: number, powerKw: number): void {
    this.#tree.addAbove(this.#freeKw, node, -powerKw);
  }

  /**
   * The largest step that each of some claimants could take at once [kW].
   * @param claimants per node, how many are right there
   */
  commonStepKw(claimants: Float64Array): number {
    const below = Float64Array.from(claimants);
    this.#tree.sumUp(below);
    let step = Infinity;
    for (let node = 0; node < below.length; node++) {
      const count = below[node]!;
      if (count > 0) step = Math.min(step, this.#freeKw[node]! / count);
    }
    return Math.max(0, step);
  }
}

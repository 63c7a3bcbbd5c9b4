import type { PowerTree, StepSeries } from "../physics/index.ts";
import type { PowerFlow } from "./powerFlow.ts";

/** A power above its limit by less than this is rounding [kW]. */
const POWER_TOLERANCE_KW = 1e-6;

/** The highest power a node has seen. */
export interface NodePeak {
  highestKw: number;
  highestAtMs: number;
  /** Unbroken spells above `maxKw`, and those in which base load alone was above it. */
  maxBreaches: number;
  maxBreachesByBaseLoad: number;
  /** Whether a spell is open at the last instant looked at. */
  over: boolean;
}

/** A node as this sees it. */
export interface WatchedNode {
  /** Base load of the node's whole subtree. */
  readonly baseKw: StepSeries;
  readonly maxKw: StepSeries;
}

/** Plain JSON. */
export interface InstantPowerSnapshot {
  readonly peaks: readonly NodePeak[];
  readonly bounds: readonly number[];
  readonly outletBounds: readonly number[];
  readonly active: readonly number[];
  readonly touched: boolean;
}

/**
 * The highest instantaneous power of every node, and the spells above its limit.
 *
 * Between two events every charging power runs along p₀·exp(b·t), which is
 * convex whatever the sign of b, and so is any sum of them: the highest value of
 * an interval lies at one of its ends. Sums of bounds, kept up to date step by
 * step, tell cheaply when an end can matter; only then is it computed. (A sum
 * that dips below a limit and comes back between two events counts as one spell;
 * it takes a curve that rises with soc.)
 */
export class InstantPower {
  readonly #flow: PowerFlow;
  readonly #tree: PowerTree;
  readonly #nodes: readonly WatchedNode[];
  readonly #outletNodes: readonly number[];
  readonly #window: { readonly fromMs: number; readonly toMs: number };
  readonly #bounds: Float64Array;
  readonly #outletBounds: Float64Array;
  readonly #peaks: NodePeak[];
  /** Outlets whose bound is not 0. */
  readonly #active: number[] = [];
  readonly #seen = { acKw: 0, boundKw: 0 };
  #touched = true;

  constructor(
    flow: PowerFlow,
    tree: PowerTree,
    nodes: readonly WatchedNode[],
    outletNodes: readonly number[],
    window: { readonly fromMs: number; readonly toMs: number },
  ) {
    this.#flow = flow;
    this.#tree = tree;
    this.#nodes = nodes;
    this.#outletNodes = outletNodes;
    this.#window = window;
    this.#bounds = new Float64Array(tree.size);
    this.#outletBounds = new Float64Array(outletNodes.length);
    this.#peaks = nodes.map(() => ({
      highestKw: 0,
      highestAtMs: 0,
      maxBreaches: 0,
      maxBreachesByBaseLoad: 0,
      over: false,
    }));
  }

  get peaks(): readonly Readonly<NodePeak>[] {
    return this.#peaks;
  }

  /** A base load or limit has changed. */
  touch(): void {
    this.#touched = true;
  }

  /** What flows at an outlet has changed; it has just been settled. */
  touchOutlet(outlet: number, nowMs: number): void {
    const before = this.#outletBounds[outlet]!;
    this.#flow.look(outlet, nowMs, this.#seen);
    this.#setBound(outlet, this.#seen.boundKw);
    // Less power makes no new peak; it may end a spell, and that is watched at every event.
    if (this.#seen.boundKw > before) this.#touched = true;
  }

  /** Everything due at this instant has happened; nothing more will before the next. */
  settled(nowMs: number, nextAtMs: number): void {
    if (!this.#touched || nextAtMs <= this.#window.fromMs || nowMs >= this.#window.toMs) return;
    const atMs = Math.max(nowMs, this.#window.fromMs);
    const endMs = Math.min(nextAtMs, this.#window.toMs);
    this.#touched = false;
    for (let node = 0; node < this.#nodes.length; node++) {
      const { baseKw, maxKw } = this.#nodes[node]!;
      const peak = this.#peaks[node]!;
      const base = baseKw.at(atMs);
      const limit = maxKw.at(atMs) + POWER_TOLERANCE_KW;
      if (this.#boundKw(node, base) <= Math.min(peak.highestKw, limit) && !peak.over) continue;
      const powerKw = this.#acKwAt(node, atMs, true) + base;
      this.#raise(peak, powerKw, atMs);
      this.#watch(peak, powerKw > limit, base > limit);
      // Falling power can only end a spell before the next event, rising power can top the peak.
      const risesHigher = this.#boundKw(node, base) > peak.highestKw + POWER_TOLERANCE_KW;
      if (!peak.over && !risesHigher) continue;
      this.#touched = true;
      if (endMs === Infinity) continue;
      const endKw = this.#acKwAt(node, endMs, false) + base;
      this.#raise(peak, endKw, endMs);
      this.#watch(peak, endKw > limit, base > limit);
    }
  }

  snapshot(): InstantPowerSnapshot {
    return {
      peaks: this.#peaks.map((peak) => ({ ...peak })),
      bounds: Array.from(this.#bounds),
      outletBounds: Array.from(this.#outletBounds),
      active: [...this.#active],
      touched: this.#touched,
    };
  }

  restore(saved: InstantPowerSnapshot): void {
    saved.peaks.forEach((peak, node) => Object.assign(this.#peaks[node]!, peak));
    this.#bounds.set(saved.bounds);
    this.#outletBounds.set(saved.outletBounds);
    this.#active.splice(0, Infinity, ...saved.active);
    this.#touched = saved.touched;
  }

  #boundKw(node: number, baseKw: number): number {
    return this.#bounds[node]! + baseKw;
  }

  #raise(peak: NodePeak, powerKw: number, atMs: number): void {
    if (powerKw <= peak.highestKw) return;
    peak.highestKw = powerKw;
    peak.highestAtMs = atMs;
  }

  #watch(peak: NodePeak, over: boolean, overByBase: boolean): void {
    if (over && !peak.over) {
      if (overByBase) peak.maxBreachesByBaseLoad++;
      else peak.maxBreaches++;
    }
    peak.over = over;
  }

  #setBound(outlet: number, boundKw: number): void {
    const before = this.#outletBounds[outlet]!;
    if (boundKw === before) return;
    this.#outletBounds[outlet] = boundKw;
    this.#tree.addAbove(this.#bounds, this.#outletNodes[outlet]!, boundKw - before);
    if (before === 0) this.#active.push(outlet);
    else if (boundKw === 0) this.#active.splice(this.#active.indexOf(outlet), 1);
  }

  /** Charging power of a node's subtree; `tighten` replaces the bounds by what is known now. */
  #acKwAt(node: number, atMs: number, tighten: boolean): number {
    let sum = 0;
    const seen = this.#seen;
    for (let i = this.#active.length - 1; i >= 0; i--) {
      const outlet = this.#active[i]!;
      if (!this.#isBelow(node, outlet)) continue;
      this.#flow.look(outlet, atMs, seen);
      sum += seen.acKw;
      if (tighten) this.#setBound(outlet, seen.boundKw);
    }
    return sum;
  }

  #isBelow(node: number, outlet: number): boolean {
    let at = this.#outletNodes[outlet]!;
    while (at > node) at = this.#tree.parents[at]!;
    return at === node;
  }
}

import type { PowerTree, StepSeries } from "../physics/index.ts";
import { aboveLimit } from "./aboveLimit.ts";
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
  /** Energy above `maxKw` in spells of either kind, and the longest of them. */
  maxAboveKwh: number;
  maxLongestMs: number;
  maxAboveByBaseLoadKwh: number;
  maxLongestByBaseLoadMs: number;
  /** How long the last spell has lasted, and of which kind it is. */
  spellMs: number;
  byBaseLoad: boolean;
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
 * Between two turns (an event, a knot of a curve, a curve that meets a limit)
 * every charging power runs along p₀·exp(b·t), which is convex whatever the sign
 * of b, and so is any sum of them: the highest value lies at a turn. Where no
 * curve rises with soc the turns between events are no higher than the event
 * before. Sums of bounds, kept up to date step by step, tell cheaply when a look
 * ahead can matter. (A sum that dips below a limit and comes back between two
 * events may count as one spell; it takes a curve that rises with soc.)
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
      maxAboveKwh: 0,
      maxLongestMs: 0,
      maxAboveByBaseLoadKwh: 0,
      maxLongestByBaseLoadMs: 0,
      spellMs: 0,
      byBaseLoad: false,
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
      const powerKw = this.#acKwAt(node, atMs) + base;
      this.#raise(peak, powerKw, atMs);
      this.#watch(peak, powerKw > limit, base > limit);
      // Falling power can only end a spell before the next event; rising power can begin one, or top the peak.
      const riseKw = this.#boundKw(node, base) - POWER_TOLERANCE_KW;
      const rises = riseKw > powerKw && riseKw > Math.min(peak.highestKw, maxKw.at(atMs));
      if (!peak.over && !rises) continue;
      this.#touched = true;
      if (endMs < Infinity) this.#lookAhead(node, { atMs, powerKw, endMs, base, rises });
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

  /** Follows a node's power from an instant to the end, turn by turn where it rises. */
  #lookAhead(
    node: number,
    {
      atMs,
      powerKw,
      endMs,
      base,
      rises,
    }: { atMs: number; powerKw: number; endMs: number; base: number; rises: boolean },
  ): void {
    const peak = this.#peaks[node]!;
    const limitKw = this.#nodes[node]!.maxKw.at(atMs);
    const limit = limitKw + POWER_TOLERANCE_KW;
    const allowed = { limitKw, toleranceKw: POWER_TOLERANCE_KW };
    const kwAt = (lookMs: number): number => this.#acKwBefore(node, lookMs) + base;
    for (let fromMs = atMs, fromKw = powerKw; fromMs < endMs;) {
      const toMs = rises ? Math.min(this.#nextTurnMs(node, fromMs), endMs) : endMs;
      const toKw = kwAt(toMs);
      this.#raise(peak, toKw, toMs);
      this.#watch(peak, toKw > limit, base > limit);
      this.#bookAbove(peak, aboveLimit({ fromMs, fromKw, toMs, toKw, ...allowed, kwAt }));
      [fromMs, fromKw] = [toMs, toKw];
    }
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
      peak.spellMs = 0;
      peak.byBaseLoad = overByBase;
    }
    peak.over = over;
  }

  /** Adds to the last spell, which may have ended just now. */
  #bookAbove(peak: NodePeak, { ms, kwh }: { readonly ms: number; readonly kwh: number }): void {
    peak.spellMs += ms;
    if (peak.byBaseLoad) {
      peak.maxAboveByBaseLoadKwh += kwh;
      peak.maxLongestByBaseLoadMs = Math.max(peak.maxLongestByBaseLoadMs, peak.spellMs);
    } else {
      peak.maxAboveKwh += kwh;
      peak.maxLongestMs = Math.max(peak.maxLongestMs, peak.spellMs);
    }
  }

  #setBound(outlet: number, boundKw: number): void {
    const before = this.#outletBounds[outlet]!;
    if (boundKw === before) return;
    this.#outletBounds[outlet] = boundKw;
    this.#tree.addAbove(this.#bounds, this.#outletNodes[outlet]!, boundKw - before);
    if (before === 0) this.#active.push(outlet);
    else if (boundKw === 0) this.#active.splice(this.#active.indexOf(outlet), 1);
  }

  /** Charging power of a node's subtree; bounds are brought up to what is known now. */
  #acKwAt(node: number, atMs: number): number {
    let sum = 0;
    const seen = this.#seen;
    for (let i = this.#active.length - 1; i >= 0; i--) {
      const outlet = this.#active[i]!;
      if (!this.#isBelow(node, outlet)) continue;
      this.#flow.look(outlet, atMs, seen);
      sum += seen.acKw;
      this.#setBound(outlet, seen.boundKw);
    }
    return sum;
  }

  /** Charging power of a node's subtree just before an instant. */
  #acKwBefore(node: number, atMs: number): number {
    let sum = 0;
    for (const outlet of this.#active) {
      if (this.#isBelow(node, outlet)) sum += this.#flow.acKwBefore(outlet, atMs);
    }
    return sum;
  }

  /** The next whole millisecond at which a charging power of a node's subtree has turned. */
  #nextTurnMs(node: number, afterMs: number): number {
    let turnMs = Infinity;
    for (const outlet of this.#active) {
      if (this.#isBelow(node, outlet)) {
        turnMs = Math.min(turnMs, this.#flow.turnsAtMs(outlet, afterMs));
      }
    }
    return Math.max(Math.ceil(turnMs), afterMs + 1);
  }

  #isBelow(node: number, outlet: number): boolean {
    let at = this.#outletNodes[outlet]!;
    while (at > node) at = this.#tree.parents[at]!;
    return at === node;
  }
}

import type { CommandResult } from "../messages/index.ts";
import type { PowerTree } from "../physics/index.ts";
import type { CabinetModel, PointModel } from "./controlModel.ts";
import { ModuleLedger } from "./moduleLedger.ts";
import type { SiteBelief } from "./siteBelief.ts";

/** A limit under way; outlet side. */
export interface SentLimit {
  readonly commandId: number;
  readonly limitKw: number;
  readonly untilMs: number;
  readonly sentAtMs: number;
}

/** Plain JSON: one value per point. */
export interface LedgerSnapshot {
  readonly inForceKw: readonly number[];
  readonly untilMs: readonly number[];
  readonly unsureKw: readonly number[];
  readonly pendingIds: readonly number[];
  readonly pendingKw: readonly number[];
  readonly pendingUntilMs: readonly number[];
  readonly sentAtMs: readonly number[];
  readonly worstBelowKw: readonly number[];
}

/** Where there is no limit. */
const NONE = -1;

/** Rounding in sums of limits [kW]. */
const SUM_TOLERANCE_KW = 1e-7;

/**
 * For every point the highest limit that may be in force, and their sums over
 * the grid and over cabinets. A limit under way counts as soon as it is sent, one that it lowers
 * until the lowering is confirmed, and the fallback always: a session may end at
 * any moment, and every limit with it. Commands reach a station in the order in
 * which they were sent; answers may be late, lost or refusals.
 */
export class LimitLedger {
  readonly #tree: PowerTree;
  readonly #points: readonly PointModel[];
  /** Last confirmed; NONE: the fallback holds. */
  readonly #inForceKw: Float64Array;
  readonly #untilMs: Float64Array;
  /** The highest of limits that were sent and never answered. */
  readonly #unsureKw: Float64Array;
  /** The command under way, 0 when there is none. */
  readonly #pendingIds: Float64Array;
  readonly #pendingKw: Float64Array;
  readonly #pendingUntilMs: Float64Array;
  readonly #sentAtMs: Float64Array;
  /** Worst case of each point and of each node's subtree, grid side. */
  readonly #worstKw: Float64Array;
  readonly #worstBelowKw: Float64Array;
  /** What the limits take of cabinets. */
  readonly modules: ModuleLedger;
  #pendingCount = 0;

  constructor(tree: PowerTree, points: readonly PointModel[], cabinets: readonly CabinetModel[]) {
    const count = points.length;
    this.#tree = tree;
    this.#points = points;
    this.#inForceKw = new Float64Array(count).fill(NONE);
    this.#untilMs = new Float64Array(count);
    this.#unsureKw = new Float64Array(count).fill(NONE);
    this.#pendingIds = new Float64Array(count);
    this.#pendingKw = new Float64Array(count).fill(NONE);
    this.#pendingUntilMs = new Float64Array(count);
    this.#sentAtMs = new Float64Array(count);
    this.#worstKw = new Float64Array(count);
    this.#worstBelowKw = new Float64Array(tree.size);
    this.modules = new ModuleLedger(points, cabinets);
    for (let point = 0; point < count; point++) this.#update(point);
  }

  /** Highest grid power that each point may draw [kW]; to be read only. */
  get worstKw(): Float64Array {
    return this.#worstKw;
  }

  /** The same for all points below a node. */
  worstBelowKw(node: number): number {
    return this.#worstBelowKw[node]!;
  }

  /** How many commands wait for an answer. */
  get pendingCount(): number {
    return this.#pendingCount;
  }

  /** The limit last confirmed, or the fallback [kW, outlet side]. */
  inForceKw(point: number): number {
    const limitKw = this.#inForceKw[point]!;
    return limitKw === NONE ? this.#point(point).fallbackKw : limitKw;
  }

  /** The limit last asked for, confirmed or not, or the fallback [kW, outlet side]. */
  commandedKw(point: number): number {
    const limitKw = this.#pendingKw[point]!;
    return limitKw === NONE ? this.inForceKw(point) : limitKw;
  }

  /** When what was last asked for ends; Infinity where the fallback holds. */
  untilMs(point: number): number {
    if (this.#isPending(point)) return this.#pendingUntilMs[point]!;
    return this.#inForceKw[point] === NONE ? Infinity : this.#untilMs[point]!;
  }

  /** When the command under way was sent; Infinity when none is. */
  sentAtMs(point: number): number {
    return this.#isPending(point) ? this.#sentAtMs[point]! : Infinity;
  }

  /** Whether an answer is overdue, so that nobody knows what holds. */
  isSilent(point: number, nowMs: number, timeoutMs: number): boolean {
    return this.#isPending(point)
      ? nowMs >= this.#sentAtMs[point]! + timeoutMs
      : this.#unsureKw[point] !== NONE;
  }

  /** Whether a limit may hold that was sent and never answered. */
  isInDoubt(point: number): boolean {
    return this.#unsureKw[point] !== NONE;
  }

  /**
   * Whether a point's limit can be raised to this without any node's worst case
   * passing what charging may draw there, or a cabinet's what it has.
   */
  fits(point: number, limitKw: number, site: SiteBelief): boolean {
    const model = this.#point(point);
    const { cabinet } = model;
    if (cabinet !== null && !this.modules.fits(point, cabinet, limitKw)) return false;
    const moreKw = model.loss.acKw(limitKw) - this.#worstKw[point]!;
    if (moreKw <= 0) return true;
    for (let node = model.node; node >= 0; node = this.#tree.parents[node]!) {
      const sumKw = this.worstBelowKw(node) + moreKw;
      if (sumKw > site.forChargingKw(node) + SUM_TOLERANCE_KW) return false;
    }
    return true;
  }

  /** Whether the worst case of any node above a point is more than charging may draw there. */
  isOver(point: number, site: SiteBelief): boolean {
    for (let node = this.#point(point).node; node >= 0; node = this.#tree.parents[node]!) {
      if (this.worstBelowKw(node) > site.forChargingKw(node) + SUM_TOLERANCE_KW) return true;
    }
    return false;
  }

  /** A limit is on its way. */
  sent(point: number, { commandId, limitKw, untilMs, sentAtMs }: SentLimit): void {
    if (this.#isPending(point)) this.#doubt(point);
    else this.#pendingCount++;
    this.#pendingIds[point] = commandId;
    this.#pendingKw[point] = limitKw;
    this.#pendingUntilMs[point] = untilMs;
    this.#sentAtMs[point] = sentAtMs;
    this.#update(point);
  }

  /** An answer; false: to a command that no longer matters, which changes nothing. */
  answered(point: number, { commandId, status }: CommandResult): boolean {
    if (this.#pendingIds[point] !== commandId) return false;
    if (status === "accepted") {
      this.#inForceKw[point] = this.#pendingKw[point]!;
      this.#untilMs[point] = this.#pendingUntilMs[point]!;
      this.#unsureKw[point] = NONE;
    } else if (status === "timedOut") {
      this.#doubt(point);
    }
    this.#nothingPending(point);
    this.#update(point);
    return true;
  }

  /** Looks at the clock: a limit that nobody renews falls through to the fallback at its end. */
  age(point: number, nowMs: number): void {
    if (this.#inForceKw[point] === NONE || nowMs < this.#untilMs[point]!) return;
    this.#inForceKw[point] = NONE;
    this.#update(point);
  }

  /** The session is over and every limit with it. */
  sessionEnded(point: number): void {
    this.#inForceKw[point] = NONE;
    this.#unsureKw[point] = NONE;
    if (this.#isPending(point)) this.#nothingPending(point);
    this.#update(point);
  }

  snapshot(): LedgerSnapshot {
    return {
      inForceKw: Array.from(this.#inForceKw),
      untilMs: Array.from(this.#untilMs),
      unsureKw: Array.from(this.#unsureKw),
      pendingIds: Array.from(this.#pendingIds),
      pendingKw: Array.from(this.#pendingKw),
      pendingUntilMs: Array.from(this.#pendingUntilMs),
      sentAtMs: Array.from(this.#sentAtMs),
      worstBelowKw: Array.from(this.#worstBelowKw),
    };
  }

  restore(saved: LedgerSnapshot): void {
    this.#inForceKw.set(saved.inForceKw);
    this.#untilMs.set(saved.untilMs);
    this.#unsureKw.set(saved.unsureKw);
    this.#pendingIds.set(saved.pendingIds);
    this.#pendingKw.set(saved.pendingKw);
    this.#pendingUntilMs.set(saved.pendingUntilMs);
    this.#sentAtMs.set(saved.sentAtMs);
    this.#pendingCount = saved.pendingIds.filter((commandId) => commandId > 0).length;
    for (let point = 0; point < this.#points.length; point++) this.#update(point);
    // Sums grow step by step: only the sum itself restores its last bit.
    this.#worstBelowKw.set(saved.worstBelowKw);
  }

  #isPending(point: number): boolean {
    return this.#pendingIds[point]! > 0;
  }

  /** What is under way may or may not come to be in force. */
  #doubt(point: number): void {
    this.#unsureKw[point] = Math.max(this.#unsureKw[point]!, this.#pendingKw[point]!);
  }

  #nothingPending(point: number): void {
    this.#pendingIds[point] = 0;
    this.#pendingKw[point] = NONE;
    this.#pendingCount--;
  }

  #update(point: number): void {
    const { fallbackKw, loss, node, cabinet } = this.#point(point);
    const known = Math.max(this.#inForceKw[point]!, fallbackKw);
    const doubted = Math.max(this.#unsureKw[point]!, this.#pendingKw[point]!);
    const limitKw = Math.max(known, doubted);
    if (cabinet !== null) this.modules.worstIs(point, cabinet, limitKw);
    const worstKw = loss.acKw(limitKw);
    const change = worstKw - this.#worstKw[point]!;
    if (change === 0) return;
    this.#worstKw[point] = worstKw;
    this.#tree.addAbove(this.#worstBelowKw, node, change);
  }

  #point(point: number): PointModel {
    return this.#points[point]!;
  }
}

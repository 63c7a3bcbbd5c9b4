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

/** One that was sent and is no longer waited for. */
type UnsureLimit = Omit<SentLimit, "sentAtMs">;

/** Plain JSON: one value per point. */
export interface LedgerSnapshot {
  readonly inForceKw: readonly number[];
  readonly untilMs: readonly number[];
  readonly unsureKw: readonly number[];
  readonly unsure: readonly (readonly UnsureLimit[])[];
  readonly pendingIds: readonly number[];
  readonly pendingKw: readonly number[];
  readonly pendingUntilMs: readonly number[];
  readonly awaitedSinceMs: readonly number[];
  readonly worstBelowKw: readonly number[];
}

/** Where there is no limit. */
const NONE = -1;

/** So many limits of a point are remembered, should their answers come after all: half an hour of repeats. */
const MOST_UNSURE = 64;

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
  /** The highest of limits that were sent and never answered, and the last of them, in their order. */
  readonly #unsureKw: Float64Array;
  readonly #unsure: UnsureLimit[][];
  /** The command under way, 0 when there is none. */
  readonly #pendingIds: Float64Array;
  readonly #pendingKw: Float64Array;
  readonly #pendingUntilMs: Float64Array;
  readonly #awaitedSinceMs: Float64Array;
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
    this.#unsure = points.map(() => []);
    this.#pendingIds = new Float64Array(count);
    this.#pendingKw = new Float64Array(count).fill(NONE);
    this.#pendingUntilMs = new Float64Array(count);
    this.#awaitedSinceMs = new Float64Array(count);
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

  /** Since when the command under way is waited for; Infinity when none is. */
  awaitedSinceMs(point: number): number {
    return this.#isPending(point) ? this.#awaitedSinceMs[point]! : Infinity;
  }

  /** Whether an answer is overdue, so that nobody knows what holds. */
  isSilent(point: number, nowMs: number, timeoutMs: number): boolean {
    return this.#isPending(point)
      ? nowMs >= this.#awaitedSinceMs[point]! + timeoutMs
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
    this.#awaitedSinceMs[point] = sentAtMs;
    this.#update(point);
  }

  /** An answer; false: to a command that no longer matters, which changes nothing. */
  answered(point: number, { commandId, status, knownAtMs }: CommandResult): boolean {
    const isAwaited = this.#pendingIds[point] === commandId;
    if (!isAwaited && status !== "accepted") return false;
    if (!isAwaited) return this.#acceptedLate(point, commandId, knownAtMs);
    if (status === "accepted") {
      this.#inForceKw[point] = this.#pendingKw[point]!;
      this.#untilMs[point] = this.#pendingUntilMs[point]!;
      this.#sure(point);
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
    this.#sure(point);
    if (this.#isPending(point)) this.#nothingPending(point);
    this.#update(point);
  }

  snapshot(): LedgerSnapshot {
    return {
      inForceKw: Array.from(this.#inForceKw),
      untilMs: Array.from(this.#untilMs),
      unsureKw: Array.from(this.#unsureKw),
      unsure: this.#unsure.map((limits) => [...limits]),
      pendingIds: Array.from(this.#pendingIds),
      pendingKw: Array.from(this.#pendingKw),
      pendingUntilMs: Array.from(this.#pendingUntilMs),
      awaitedSinceMs: Array.from(this.#awaitedSinceMs),
      worstBelowKw: Array.from(this.#worstBelowKw),
    };
  }

  restore(saved: LedgerSnapshot): void {
    this.#inForceKw.set(saved.inForceKw);
    this.#untilMs.set(saved.untilMs);
    this.#unsureKw.set(saved.unsureKw);
    for (const [point, limits] of saved.unsure.entries()) this.#unsure[point] = [...limits];
    this.#pendingIds.set(saved.pendingIds);
    this.#pendingKw.set(saved.pendingKw);
    this.#pendingUntilMs.set(saved.pendingUntilMs);
    this.#awaitedSinceMs.set(saved.awaitedSinceMs);
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
    const limitKw = this.#pendingKw[point]!;
    this.#unsureKw[point] = Math.max(this.#unsureKw[point]!, limitKw);
    const unsure = this.#unsure[point]!;
    const [commandId, untilMs] = [this.#pendingIds[point]!, this.#pendingUntilMs[point]!];
    unsure.push({ commandId, limitKw, untilMs });
    if (unsure.length > MOST_UNSURE) unsure.shift();
  }

  /**
   * Nobody waits for this answer any more, but it tells what the station has come to: nothing that
   * was sent before holds, and what was sent later is still to be answered. Where answers take longer
   * than anybody waits, no other would ever come.
   */
  #acceptedLate(point: number, commandId: number, nowMs: number): boolean {
    const unsure = this.#unsure[point]!;
    const index = unsure.findIndex((limit) => limit.commandId === commandId);
    if (index < 0) return false;
    const { limitKw, untilMs } = unsure[index]!;
    this.#inForceKw[point] = limitKw;
    this.#untilMs[point] = untilMs;
    this.#awaitedSinceMs[point] = nowMs;
    unsure.splice(0, index + 1);
    this.#unsureKw[point] = unsure.reduce((kw, later) => Math.max(kw, later.limitKw), NONE);
    this.#update(point);
    return true;
  }

  #sure(point: number): void {
    if (this.#unsureKw[point] === NONE) return;
    this.#unsureKw[point] = NONE;
    this.#unsure[point]!.length = 0;
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

import { type Command, command } from "../messages/index.ts";
import type { ControlModel } from "./controlModel.ts";
import type { LimitLedger } from "./limitLedger.ts";
import type { Session } from "./session.ts";
import type { SiteBelief } from "./siteBelief.ts";

/** A limit is renewed this many command time-outs before it ends. */
const RENEWAL_TIMEOUTS = 3;

/** Where commands go. */
export type Emit = (command: Command) => void;

/** Plain JSON. */
export interface EnforcementSnapshot {
  readonly nextCommandId: number;
  readonly renewAtMs: number | null;
  readonly overdueAtMs: number | null;
  /** Points of sessions whose desire is not yet commanded. */
  readonly open: readonly number[];
}

/**
 * Turns desires into the fewest commands: lowers at once, raises only as far as
 * the worst case of everything else leaves room, renews what is about to end,
 * repeats what was not answered.
 */
export class Enforcement {
  readonly #model: ControlModel;
  readonly #site: SiteBelief;
  readonly #ledger: LimitLedger;
  #nextCommandId = 1;
  /** Sessions whose desire is not yet commanded, in the order in which they may be raised. */
  readonly #open: Session[] = [];
  #openCount = 0;
  /** No later than the first renewal or end of a refusal. */
  #renewAtMs = Infinity;
  /** No later than the first overdue answer, while any is missing. */
  #overdueAtMs = Infinity;

  constructor(model: ControlModel, site: SiteBelief, ledger: LimitLedger) {
    this.#model = model;
    this.#site = site;
    this.#ledger = ledger;
  }

  /** Whether a raise waits until a lowering elsewhere is confirmed. */
  get isWaiting(): boolean {
    return this.#openCount > 0;
  }

  /** Numbers the next command. */
  readonly takeCommandId = (): number => this.#nextCommandId++;

  /** When a limit has to be renewed or an answer is overdue; Infinity when never. */
  get dueAtMs(): number {
    return this.#ledger.pendingCount > 0
      ? Math.min(this.#renewAtMs, this.#overdueAtMs)
      : this.#renewAtMs;
  }

  /** A new decision is about to be made: what the last one wanted no longer matters. */
  startOver(): void {
    for (let i = 0; i < this.#openCount; i++) this.#open[i]!.isOpen = false;
    this.#openCount = 0;
  }

  /** A decision wants the session's limit changed. */
  want(session: Session): void {
    if (session.isOpen) return;
    session.isOpen = true;
    this.#open[this.#openCount++] = session;
  }

  /** The session is over. */
  forget(session: Session): void {
    session.isOpen = false;
    this.#dropClosed();
  }

  /** Nothing is asked of the session before then. */
  refused(session: Session, untilMs: number): void {
    session.retryAtMs = untilMs;
    this.#renewAtMs = Math.min(this.#renewAtMs, untilMs);
  }

  /** @param sessions all of them */
  enforce(sessions: readonly Session[], nowMs: number, emit: Emit): void {
    if (nowMs >= this.dueAtMs) this.#repeat(sessions, nowMs, emit);
    if (this.#openCount === 0) return;
    // Lowering first: on a link that answers at once it makes room for the raises.
    for (let i = 0; i < this.#openCount; i++) {
      const session = this.#open[i]!;
      const lowers = session.desiredKw < session.commandedKw;
      if (lowers && nowMs >= session.retryAtMs) {
        this.#send(session, session.desiredKw, nowMs, emit);
      }
    }
    for (let i = 0; i < this.#openCount; i++) {
      const session = this.#open[i]!;
      const raises = session.desiredKw > session.commandedKw;
      if (raises && nowMs >= session.retryAtMs && this.#fits(session)) {
        this.#send(session, session.desiredKw, nowMs, emit);
      }
      session.isOpen = session.desiredKw !== session.commandedKw;
    }
    this.#dropClosed();
  }

  snapshot(): EnforcementSnapshot {
    return {
      nextCommandId: this.#nextCommandId,
      renewAtMs: this.#renewAtMs < Infinity ? this.#renewAtMs : null,
      overdueAtMs: this.#overdueAtMs < Infinity ? this.#overdueAtMs : null,
      open: this.#open.slice(0, this.#openCount).map(({ point }) => point),
    };
  }

  restore(saved: EnforcementSnapshot, sessionAt: (point: number) => Session): void {
    this.#nextCommandId = saved.nextCommandId;
    this.#renewAtMs = saved.renewAtMs ?? Infinity;
    this.#overdueAtMs = saved.overdueAtMs ?? Infinity;
    this.startOver();
    for (const point of saved.open) this.want(sessionAt(point));
  }

  #dropClosed(): void {
    let kept = 0;
    for (let i = 0; i < this.#openCount; i++) {
      const session = this.#open[i]!;
      if (session.isOpen) this.#open[kept++] = session;
    }
    this.#openCount = kept;
  }

  /** Renews what ends soon, repeats what was not answered, and finds the next time to look. */
  #repeat(sessions: readonly Session[], nowMs: number, emit: Emit): void {
    const { commandTimeoutMs } = this.#model.options;
    this.#renewAtMs = Infinity;
    this.#overdueAtMs = Infinity;
    for (const session of sessions) {
      const { point, retryAtMs, commandedKw } = session;
      this.#ledger.age(point, nowMs);
      session.limited(this.#ledger.inForceKw(point), nowMs);
      session.commandedKw = this.#ledger.commandedKw(point);
      // What nobody could renew in time is asked for anew.
      if (session.commandedKw !== commandedKw && !session.isOut) this.want(session);
      if (nowMs < retryAtMs) {
        this.#renewAtMs = Math.min(this.#renewAtMs, retryAtMs);
      } else if (this.#isDue(session, nowMs)) {
        this.#send(session, this.#repeatedKw(session), nowMs, emit);
      }
      this.#renewAtMs = Math.min(this.#renewAtMs, this.#nextLookMs(point, nowMs));
      const overdueAtMs = this.#ledger.awaitedSinceMs(point) + commandTimeoutMs;
      if (overdueAtMs > nowMs) this.#overdueAtMs = Math.min(this.#overdueAtMs, overdueAtMs);
    }
  }

  /**
   * What is asked once more: no raise for which there is no room, and nothing of a
   * station that does not answer where it may be what is too much. It may well hear.
   */
  #repeatedKw(session: Session): number {
    const { point, desiredKw, commandedKw, isOut } = session;
    const { keepsLimits } = this.#model.law;
    if (keepsLimits && isOut && this.#ledger.isOver(point, this.#site)) return 0;
    return this.#fits(session) ? desiredKw : commandedKw;
  }

  /** When a limit next gets older in a way that matters. */
  #nextLookMs(point: number, nowMs: number): number {
    const looks = [this.#renewalAtMs(point), this.#ledger.untilMs(point)];
    return looks.find((atMs) => atMs > nowMs) ?? Infinity;
  }

  #isDue({ point, desiredKw }: Session, nowMs: number): boolean {
    const { points, options } = this.#model;
    if (this.#ledger.isSilent(point, nowMs, options.commandTimeoutMs)) return true;
    const { fallbackKw } = points[point]!;
    return desiredKw !== fallbackKw && nowMs >= this.#renewalAtMs(point);
  }

  #renewalAtMs(point: number): number {
    return this.#ledger.untilMs(point) - RENEWAL_TIMEOUTS * this.#model.options.commandTimeoutMs;
  }

  #fits({ point, desiredKw }: Session): boolean {
    return !this.#model.law.keepsLimits || this.#ledger.fits(point, desiredKw, this.#site);
  }

  #send(session: Session, limitKw: number, nowMs: number, emit: Emit): void {
    const { point, sessionId } = session;
    session.commandedKw = limitKw;
    const { limitLifetimeMs, commandTimeoutMs } = this.#model.options;
    const { pointId } = this.#model.points[point]!;
    const untilMs = nowMs + limitLifetimeMs;
    const commandId = this.takeCommandId();
    if (this.#ledger.pendingCount === 0) this.#overdueAtMs = nowMs + commandTimeoutMs;
    this.#ledger.sent(point, { commandId, limitKw, untilMs, sentAtMs: nowMs });
    this.#renewAtMs = Math.min(this.#renewAtMs, this.#renewalAtMs(point));
    emit(
      command({
        kind: "setLimit",
        commandId,
        atMs: nowMs,
        pointId,
        sessionId,
        limitKw,
        untilMs,
      }),
    );
  }
}

import { command, type CommandResult } from "../messages/index.ts";
import type { CabinLoad } from "./believedCabin.ts";
import type { Belief } from "./belief.ts";
import type { Emit } from "./enforcement.ts";
import type { Session } from "./session.ts";

const NOBODY: readonly Session[] = [];

/** What was asked of the cabin of the bus at a point. Plain JSON. */
interface Asked {
  readonly point: number;
  readonly load: CabinLoad;
  readonly commandId: number;
  readonly sentAtMs: number;
  readonly isAnswered: boolean;
}

/** Plain JSON. */
export interface PreconditioningSnapshot {
  readonly asked: readonly Asked[];
  readonly dueAtMs: number | null;
}

/**
 * Has cabins warmed or cooled when their time has come: asks once, again where no answer comes, and otherwise
 * where what is needed has changed. Who refuses is not asked again for the same.
 */
export class Preconditioning {
  readonly #belief: Pick<Belief, "model" | "requests" | "sessions">;
  readonly #takeCommandId: () => number;
  readonly #asked = new Map<number, Asked>();
  #dueAtMs = Infinity;

  /** @param takeCommandId called once for each command */
  constructor(
    belief: Pick<Belief, "model" | "requests" | "sessions">,
    takeCommandId: () => number,
  ) {
    this.#belief = belief;
    this.#takeCommandId = takeCommandId;
  }

  /** When it has to look at its sessions; Infinity: only news can change anything. */
  get dueAtMs(): number {
    return this.#dueAtMs;
  }

  /** There is news of a session, or of what is needed. */
  lookAt(atMs: number): void {
    if (this.#belief.requests.hasNeeds || this.#asked.size > 0) {
      this.#dueAtMs = Math.min(this.#dueAtMs, atMs);
    }
  }

  /** Asks for what is due. @returns sessions whose cabins are to take something else from now on */
  act(nowMs: number, emit: Emit): readonly Session[] {
    if (nowMs < this.#dueAtMs) return NOBODY;
    this.#dueAtMs = Infinity;
    const changed: Session[] = [];
    for (const session of this.#belief.sessions.all) {
      const { point } = session;
      const wanted = this.#wantedOf(session, nowMs);
      const asked = this.#asked.get(point);
      const isNew = !isSame(wanted, asked?.load ?? null);
      if (!isNew && (asked === undefined || !this.#isOverdue(asked, nowMs))) continue;
      const isOver = wanted === null && nowMs >= asked!.load.finishAtMs;
      // What cannot be reached is asked when it can.
      if (session.isOut && !isOver) {
        this.#lookBy(nowMs + this.#belief.model.options.commandTimeoutMs);
        continue;
      }
      this.#asked.delete(point);
      if (!isOver) this.#send(session, wanted, nowMs, emit);
      if (!isNew) continue;
      session.preconditioned(wanted, nowMs);
      changed.push(session);
    }
    return changed;
  }

  /** @returns whether it is an answer to what was asked of this session's cabin, and was refused */
  isRefused(session: Session, { commandId, status, knownAtMs }: CommandResult): boolean {
    const asked = this.#asked.get(session.point);
    // Without an answer nobody knows: it is asked again.
    if (asked?.commandId !== commandId || status === "timedOut") return false;
    this.#asked.set(session.point, { ...asked, isAnswered: true });
    if (status !== "rejected") return false;
    session.preconditioned(null, knownAtMs);
    return true;
  }

  /** A session is over, and with it what was asked of it. */
  ended({ point }: Session): void {
    this.#asked.delete(point);
  }

  snapshot(): PreconditioningSnapshot {
    return {
      asked: [...this.#asked.values()],
      dueAtMs: this.#dueAtMs < Infinity ? this.#dueAtMs : null,
    };
  }

  restore({ asked, dueAtMs }: PreconditioningSnapshot): void {
    this.#dueAtMs = dueAtMs ?? Infinity;
    this.#asked.clear();
    for (const one of asked) this.#asked.set(one.point, one);
  }

  /** What the cabin of a bus is to take now; null: nothing. Finds when that changes, too. */
  #wantedOf(session: Session, nowMs: number): CabinLoad | null {
    const need = this.#belief.requests.needOf(this.#belief.requests.current(session.vehicleId));
    if (need === undefined || session.isHeld || nowMs >= need.finishAtMs) return null;
    const { startAtMs, finishAtMs, powerKw } = need;
    this.#lookBy(nowMs < startAtMs ? startAtMs : finishAtMs);
    return nowMs < startAtMs ? null : { startAtMs, finishAtMs, powerKw };
  }

  #isOverdue({ isAnswered, sentAtMs }: Asked, nowMs: number): boolean {
    if (isAnswered) return false;
    const overdueAtMs = sentAtMs + this.#belief.model.options.commandTimeoutMs;
    if (nowMs < overdueAtMs) this.#lookBy(overdueAtMs);
    return nowMs >= overdueAtMs;
  }

  #send({ point, sessionId }: Session, wanted: CabinLoad | null, nowMs: number, emit: Emit): void {
    const commandId = this.#takeCommandId();
    const { points, options } = this.#belief.model;
    const { pointId } = points[point]!;
    const load = wanted ?? { startAtMs: nowMs, finishAtMs: nowMs, powerKw: 0 };
    if (wanted !== null) {
      this.#asked.set(point, { point, load, commandId, sentAtMs: nowMs, isAnswered: false });
      this.#lookBy(nowMs + options.commandTimeoutMs);
    }
    emit(command({ kind: "precondition", commandId, atMs: nowMs, pointId, sessionId, ...load }));
  }

  #lookBy(atMs: number): void {
    this.#dueAtMs = Math.min(this.#dueAtMs, atMs);
  }
}

function isSame(one: CabinLoad | null, other: CabinLoad | null): boolean {
  return one?.finishAtMs === other?.finishAtMs && one?.powerKw === other?.powerKw;
}

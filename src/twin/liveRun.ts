import type { ControlView } from "../control/index.ts";
import { pace, WakeableClock, type WallClock } from "../engine/index.ts";
import type { FromOutside, OperatorOrder } from "../messages/index.ts";
import type { Belief } from "./forecast/belief.ts";
import type { Twin } from "./twin.ts";
import type { TwinLog } from "./twinLog.ts";

/** A twin this much late has fallen behind [wall ms]; once told, only after it has caught up again. */
const BEHIND_MS = 1000;

/** How a twin is driven. */
export interface LiveOptions {
  /** Virtual seconds per wall second; Infinity: as fast as possible. */
  readonly speed: number;
  /** The last instant that is run. */
  readonly untilMs: number;
  readonly log: TwinLog;
  /** Asked now and then; true ends the run between two instants. */
  readonly stopped: () => boolean;
}

/** An order before it is known when it comes. */
export type NewOrder<Order extends OperatorOrder = OperatorOrder> = Order extends OperatorOrder
  ? Omit<Order, "kind" | "atMs" | "knownAtMs">
  : never;

/** A twin that keeps pace with the clock on the wall, and can be spoken to meanwhile. */
export class LiveRun {
  readonly #twin: Twin;
  readonly #clock: WakeableClock;
  readonly #options: LiveOptions;
  readonly #startMs: number;
  readonly #startWallMs: number;
  #behindMs = 0;
  /** The same, of the instant that is about to be run. */
  #lateMs = 0;
  #isBehind = false;

  constructor(twin: Twin, clock: WallClock, options: LiveOptions) {
    this.#twin = twin;
    this.#clock = new WakeableClock(clock);
    this.#options = options;
    this.#startMs = twin.nowMs;
    this.#startWallMs = clock.nowMs();
  }

  /** How late the last instant came [wall ms]; 0: in time. */
  get behindMs(): number {
    return this.#behindMs;
  }

  /** The virtual instant that it is now: nothing is due until then. */
  get nowMs(): number {
    const { speed, untilMs } = this.#options;
    const { nowMs, nextAtMs } = this.#twin;
    if (speed === Infinity) return nowMs;
    const elapsedMs = (this.#clock.nowMs() - this.#startWallMs) * speed;
    const pacedMs = Math.floor(this.#startMs + elapsedMs);
    return Math.max(nowMs, Math.min(pacedMs, nextAtMs - 1, untilMs));
  }

  /** What is believed right now. */
  view(): ControlView {
    return this.#twin.viewAt(this.nowMs);
  }

  /** The same, for a forecast. */
  belief(): Belief {
    return this.#twin.beliefAt(this.nowMs);
  }

  /** Runs to its last instant, or until it is stopped; whether the last instant was reached. */
  async run(): Promise<boolean> {
    const { speed, untilMs, stopped } = this.#options;
    return pace(this.#twin, this.#clock, {
      speed,
      untilMs,
      stopped: () => {
        this.#look();
        return stopped();
      },
      late: (behindMs) => {
        this.#lateMs = behindMs;
      },
    });
  }

  /** Takes in what somebody on duty wants, now; it is kept for good when this returns. */
  order(order: NewOrder): OperatorOrder {
    const { nowMs } = this;
    const known: OperatorOrder = {
      kind: "operatorOrder",
      atMs: nowMs,
      knownAtMs: nowMs,
      ...order,
    };
    this.#twin.order(known);
    this.#options.log.info("order", { atMs: nowMs, ...order });
    this.#clock.wake();
    return known;
  }

  /** Takes in what somebody outside says, now; it is kept for good when this returns. */
  hear(word: FromOutside): void {
    this.#twin.order(word);
    this.#clock.wake();
  }

  /** Has whoever is to stop look whether it should. */
  wake(): void {
    this.#clock.wake();
  }

  /** Being late is told, and no error. */
  #look(): void {
    this.#behindMs = this.#lateMs;
    this.#lateMs = 0;
    const { log } = this.#options;
    const isBehind = this.#behindMs > (this.#isBehind ? 0 : BEHIND_MS);
    if (isBehind === this.#isBehind) return;
    this.#isBehind = isBehind;
    const { nowMs } = this.#twin;
    const behindMs = Math.round(this.#behindMs);
    if (isBehind) {
      this.#twin.mark("fellBehind", `${behindMs} ms behind the wall clock`);
      log.warn("fell behind", { atMs: nowMs, behindMs });
    } else {
      log.info("caught up", { atMs: nowMs });
    }
  }
}

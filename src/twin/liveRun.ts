import type { ControlView, RequestsSnapshot } from "../control/index.ts";
import { pace, WakeableClock, type WallClock } from "../engine/index.ts";
import type { FromOutside, OperatorOrder } from "../messages/index.ts";
import type { Belief } from "./forecast/belief.ts";
import { Lateness } from "./lateness.ts";
import { type InStep, StepWithOthers } from "./inStep.ts";
import { type LiveManagement, type NewOrder, OrderRefused } from "./liveManagement.ts";
import type { PresystemHost } from "./presystemHost.ts";
import type { Twin } from "./twin.ts";
import type { TwinLog } from "./twinLog.ts";

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

/** A twin that keeps pace with the clock on the wall, and can be spoken to meanwhile. */
export class LiveRun implements LiveManagement, PresystemHost {
  /** The depot is ours, and stands still with the disk. */
  readonly troubles = [];
  readonly canHear = true;
  readonly #twin: Twin;
  readonly #clock: WakeableClock;
  readonly #options: LiveOptions;
  readonly #lateness: Lateness;
  #others: InStep | null = null;
  readonly #startMs: number;
  readonly #startWallMs: number;
  #failure: { readonly error: unknown } | null = null;

  constructor(twin: Twin, clock: WallClock, options: LiveOptions) {
    this.#twin = twin;
    this.#clock = new WakeableClock(clock);
    this.#options = options;
    this.#lateness = new Lateness(options.log, (mark, note) => twin.mark(mark, note));
    this.#startMs = twin.nowMs;
    this.#startWallMs = clock.nowMs();
  }

  get behindMs(): number {
    return this.#lateness.behindMs;
  }

  get kept(): Twin["kept"] {
    return this.#twin.kept;
  }

  get lastInstantAtMs(): number {
    return this.#twin.nowMs;
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

  view(atMs = this.nowMs): ControlView {
    return this.#twin.viewAt(atMs);
  }

  requests(): RequestsSnapshot {
    return this.#twin.requests();
  }

  belief(): Belief {
    return this.#twin.beliefAt(this.nowMs);
  }

  /** Runs to its last instant, or until it is stopped; whether the last instant was reached. */
  async run(): Promise<boolean> {
    const { speed, untilMs, stopped } = this.#options;
    const others = this.#others;
    const moved = others === null ? this.#twin : new StepWithOthers(this.#twin, others);
    return pace(moved, this.#clock, {
      speed,
      untilMs,
      stopped: () => {
        if (this.#failure !== null) throw this.#failure.error;
        this.#lateness.look(this.#twin.nowMs);
        return stopped();
      },
      late: (behindMs) => this.#lateness.note(behindMs),
      quiet: () => others?.quiet() ?? null,
    });
  }

  order(order: NewOrder): OperatorOrder {
    if (this.#others !== null) throw new OrderRefused("in lock-step nobody is on duty");
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

  /** From its begin on time stands still until these have said what is due. */
  keepStepWith(others: InStep): void {
    this.#others = others;
  }

  hear(words: readonly FromOutside[]): void {
    this.#twin.order(...words);
    this.#clock.wake();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.wake();
  }

  /** Has whoever is to stop look whether it should. */
  wake(): void {
    this.#clock.wake();
    this.#others?.wake();
  }
}

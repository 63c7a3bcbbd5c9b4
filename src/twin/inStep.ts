import type { Steppable } from "../engine/index.ts";

/** Others whom a twin hears in lock-step: its time stands still until they have said what is due. */
export interface InStep {
  /** Whether nothing that was asked is unanswered. */
  readonly isQuiet: boolean;
  /** When they have something to say. */
  readonly dueMs: number;
  /** Asks one of them for what is due at an instant before which nothing is. */
  ask(atMs: number): void;
  /** Fulfilled once all is answered, or whoever waits is to look whether to go on; null: all is answered. */
  quiet(): Promise<void> | null;
  /** Has whoever waits look. */
  wake(): void;
}

/** Something that moves by itself, and others who keep step with it: they are heard before it does what is due then. */
export class StepWithOthers implements Steppable {
  readonly #own: Steppable;
  readonly #others: InStep;

  constructor(own: Steppable, others: InStep) {
    this.#own = own;
    this.#others = others;
  }

  get nowMs(): number {
    return this.#own.nowMs;
  }

  get nextAtMs(): number {
    const { nowMs, nextAtMs } = this.#own;
    const { isQuiet, dueMs } = this.#others;
    return isQuiet ? Math.max(nowMs, Math.min(nextAtMs, dueMs)) : nowMs;
  }

  /** Nothing, as long as something is unanswered. */
  step(): boolean {
    const { isQuiet, dueMs } = this.#others;
    if (!isQuiet) return true;
    const { nextAtMs } = this;
    if (dueMs > nextAtMs) return this.#own.step();
    this.#others.ask(nextAtMs);
    return true;
  }
}

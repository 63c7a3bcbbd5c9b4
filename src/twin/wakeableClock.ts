import type { WallClock } from "../engine/index.ts";

/** A wall clock whose waiting can be cut short. */
export class WakeableClock implements WallClock {
  readonly #clock: WallClock;
  #wake: () => void = () => {};

  constructor(clock: WallClock) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  async wait(durationMs: number): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await Promise.race([this.#clock.wait(durationMs), woken]);
  }

  /** Whoever waits goes on. */
  wake(): void {
    this.#wake();
  }
}

import type { WallClock } from "./pace.ts";

/** A clock whose waiting ends early when something has come from outside. */
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

  wake(): void {
    this.#wake();
  }
}

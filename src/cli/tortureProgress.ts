import type { RedNight } from "../torture/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** A line is not written over more often than this [ms]; where nobody watches it is written less often. */
const REFRESH_MS = 500;
const PLAIN_MS = 10_000;
const SECOND_MS = 1000;

interface Tally {
  readonly nights: number;
  readonly red: readonly RedNight[];
}

/** Tells how many nights are over. */
export class TortureProgress {
  readonly #around: Surroundings;
  readonly #nights: number;
  readonly #startedMs: number;
  #shownMs: number;
  #isShown = false;

  constructor(around: Surroundings, nights: number) {
    this.#around = around;
    this.#nights = nights;
    this.#startedMs = around.clock.nowMs();
    this.#shownMs = this.#startedMs;
  }

  /** Tells it where it is time to, and lets the process breathe. */
  async show(tally: Tally): Promise<void> {
    const { isWatched, clock, stderr } = this.#around;
    const nowMs = clock.nowMs();
    if (nowMs - this.#shownMs < (isWatched ? REFRESH_MS : PLAIN_MS)) return;
    this.#shownMs = nowMs;
    this.#isShown = isWatched;
    const rate = this.nightsPerSecond(tally);
    const leftSec = Math.round((this.#nights - tally.nights) / rate);
    const line = `${tally.nights} of ${this.#nights} nights, ${rate.toFixed(1)}/s, ${leftSec} s left, ${tally.red.length} red`;
    stderr(isWatched ? `\r\u001b[K${line}` : `${line}\n`);
    await clock.wait(0);
  }

  nightsPerSecond({ nights }: Tally): number {
    return (SECOND_MS * nights) / Math.max(1, this.#around.clock.nowMs() - this.#startedMs);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#around.stderr("\r\u001b[K");
    this.#isShown = false;
  }
}

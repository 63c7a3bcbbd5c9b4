import type { Surroundings } from "./surroundings.ts";

/** A line is not written over more often than this [ms]. */
const REFRESH_MS = 200;

/** A line that shows how far a run has come, while somebody watches. */
export class Progress {
  readonly #around: Surroundings;
  #shownAtMs: number;
  #isShown = false;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#shownAtMs = around.clock.nowMs();
  }

  /** @param share of the work that is done, 0 to 1 */
  show(share: number, what: string): void {
    const { isWatched, clock, stderr } = this.#around;
    if (!isWatched || clock.nowMs() - this.#shownAtMs < REFRESH_MS) return;
    this.#shownAtMs = clock.nowMs();
    this.#isShown = true;
    stderr(`\r\u001b[K${String(Math.floor(share * 100)).padStart(3)} % ${what}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#around.stderr("\r\u001b[K");
    this.#isShown = false;
  }
}

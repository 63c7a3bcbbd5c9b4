import { type LiveRun, statusLine } from "../twin/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** The line is not written over more often than this [ms]. */
const REFRESH_MS = 500;
/** A line that wraps cannot be written over. */
const MOST_COLUMNS = 79;

/** How a twin is, on a line that is written over while somebody watches. */
export class TwinStatus {
  readonly #around: Pick<Surroundings, "isWatched" | "clock" | "stderr">;
  readonly #at: (atMs: number) => string;
  #shownAtMs = -Infinity;

  /** @param at writes an instant */
  constructor(
    around: Pick<Surroundings, "isWatched" | "clock" | "stderr">,
    at: (atMs: number) => string,
  ) {
    this.#around = around;
    this.#at = at;
  }

  show(run: LiveRun): void {
    const { isWatched, clock, stderr } = this.#around;
    if (!isWatched) return;
    const nowMs = clock.nowMs();
    if (nowMs - this.#shownAtMs < REFRESH_MS) return;
    this.#shownAtMs = nowMs;
    stderr(`\r\u001b[K${statusLine(run, this.#at).slice(0, MOST_COLUMNS)}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shownAtMs > -Infinity) this.#around.stderr("\r\u001b[K");
  }
}

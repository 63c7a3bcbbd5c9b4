import { sizeLine } from "../report/index.ts";
import type { SizeProgress as Progress } from "../study/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** A line is not written over more often than this [ms]. */
const REFRESH_MS = 200;
/** Where nobody watches, a line is written no more often than this [ms]. */
const PLAIN_MS = 10_000;

/** Tells how far sizing has come: on one line while somebody watches, now and then on a new one otherwise. */
export class SizeProgress {
  readonly #around: Surroundings;
  readonly #startedAtMs: number;
  #shownAtMs: number;
  #isShown = false;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#startedAtMs = around.clock.nowMs();
    this.#shownAtMs = this.#startedAtMs;
  }

  show(progress: Progress): void {
    const { isWatched, clock, stderr } = this.#around;
    const nowMs = clock.nowMs();
    if (nowMs - this.#shownAtMs < (isWatched ? REFRESH_MS : PLAIN_MS)) return;
    this.#shownAtMs = nowMs;
    this.#isShown = isWatched;
    const line = sizeLine(progress, nowMs - this.#startedAtMs);
    stderr(isWatched ? `\r\u001b[K${line}` : `${line}\n`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#around.stderr("\r\u001b[K");
    this.#isShown = false;
  }
}

import { studyLine } from "../report/index.ts";
import type { RunRow, Tally } from "../study/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** A line is not written over more often than this [ms]. */
const REFRESH_MS = 200;
/** Where nobody watches, a line is written no more often than this [ms]. */
const PLAIN_MS = 10_000;

/** Tells how far a study has come: on one line while somebody watches, now and then on a new one otherwise. */
export class StudyProgress {
  readonly #around: Surroundings;
  readonly #tally: Tally;
  readonly #planned: number;
  readonly #startedAtMs: number;
  #fresh = 0;
  #shownAtMs: number;
  #isShown = false;

  /** @param tally of the rows that are there */
  constructor(around: Surroundings, tally: Tally, planned: number) {
    this.#around = around;
    this.#tally = tally;
    this.#planned = planned;
    this.#startedAtMs = around.clock.nowMs();
    this.#shownAtMs = this.#startedAtMs;
  }

  add(rows: readonly RunRow[]): void {
    for (const row of rows) this.#tally.add(row);
    this.#fresh += rows.length;
    const { isWatched, clock, stderr } = this.#around;
    const nowMs = clock.nowMs();
    if (nowMs - this.#shownAtMs < (isWatched ? REFRESH_MS : PLAIN_MS)) return;
    this.#shownAtMs = nowMs;
    this.#isShown = isWatched;
    const line = studyLine({
      done: this.#tally.rows,
      planned: this.#planned,
      failed: this.#tally.failed,
      fresh: this.#fresh,
      elapsedMs: nowMs - this.#startedAtMs,
      worst: this.#tally.worst,
    });
    stderr(isWatched ? `\r\u001b[K${line}` : `${line}\n`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#around.stderr("\r\u001b[K");
    this.#isShown = false;
  }
}

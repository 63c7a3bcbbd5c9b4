import type { Surroundings } from "./surroundings.ts";

/** Where progress is shown, and the clock that it goes by. */
type Watched = Pick<Surroundings, "isWatched" | "clock" | "stderr">;

/** A line is not written over more often than this [ms]. */
const REFRESH_MS = 200;
/** Lines that stay come no more often than this [ms], nor before so much more is done. */
const LINE_EVERY_MS = 10_000;
const LINE_EVERY_SHARE = 0.05;
/** What is left is guessed only from here on [ms]. */
const GUESS_AFTER_MS = 1000;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Shows how far a run has come, how fast it goes and how long it will take: on a line that is written
 * over while somebody watches, otherwise on a few lines that stay.
 */
export class Progress {
  readonly #around: Watched;
  readonly #what: string;
  readonly #spanMs: number;
  readonly #startedAtMs: number;
  #shownAtMs: number;
  #shownShare = 0;
  #isShown = false;

  /** @param spanMs simulated time that the whole work is */
  constructor(around: Watched, what: string, spanMs: number) {
    this.#around = around;
    this.#what = what;
    this.#spanMs = spanMs;
    this.#startedAtMs = around.clock.nowMs();
    this.#shownAtMs = this.#startedAtMs;
  }

  /** @param share of the work that is done, 0 to 1 */
  show(share: number): void {
    const { isWatched, clock, stderr } = this.#around;
    const nowMs = clock.nowMs();
    const sinceMs = nowMs - this.#shownAtMs;
    const isDue = isWatched
      ? sinceMs >= REFRESH_MS
      : sinceMs >= LINE_EVERY_MS && share - this.#shownShare >= LINE_EVERY_SHARE;
    if (!isDue) return;
    this.#shownAtMs = nowMs;
    this.#shownShare = share;
    this.#isShown = isWatched;
    const text = this.#text(share, nowMs - this.#startedAtMs);
    stderr(isWatched ? `\r\u001b[K${text}` : `${text.trimStart()}\n`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#around.stderr("\r\u001b[K");
    this.#isShown = false;
  }

  #text(share: number, elapsedMs: number): string {
    const done = `${String(Math.floor(share * 100)).padStart(3)} % ${this.#what}`;
    if (share <= 0 || elapsedMs < GUESS_AFTER_MS) return done;
    const rate = rateText((share * this.#spanMs) / elapsedMs);
    return `${done}, ${rate}, ${durationText((elapsedMs * (1 - share)) / share)} left`;
  }
}

/** @param speed simulated time over wall time */
function rateText(speed: number): string {
  const perSecondMs = speed * 1000;
  if (perSecondMs >= DAY_MS) return `${(perSecondMs / DAY_MS).toFixed(1)} days/s`;
  if (perSecondMs >= HOUR_MS) return `${(perSecondMs / HOUR_MS).toFixed(1)} h/s`;
  return `${speed.toFixed(speed < 10 ? 1 : 0)} times wall time`;
}

function durationText(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.ceil(ms / 1000)} s`;
  const minutes = Math.ceil(ms / MINUTE_MS);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

import type { WallClock } from "../engine/index.ts";
import { JobQueue } from "./jobQueue.ts";

/** What a worker has in hand should take about so long [ms]: long for messages, short for people who wait. */
const BATCH_MS = 500;
const MOST_IN_BATCH = 1000;
/** So many deaths before any row came: workers cannot live here. */
const STILLBORN = 8;

/** Somebody who does jobs and gives a row for each: a thread, a process, a machine. One batch at a time. */
export interface Worker<Job, Row> {
  /**
   * Does a batch; returns its rows in order, fewer when it was asked to stop.
   * @throws Error when the worker died, with the reason; it is of no more use then
   */
  run(batch: readonly Job[]): Promise<readonly Row[]>;
  /** Asks it to return what it has after the job it is at; if that takes too long, it dies. */
  stop(): void;
  /** Ends it, whatever it is doing. */
  end(): Promise<void>;
}

/** Jobs, and who does them. */
export interface Work<Job, Row> {
  readonly start: () => Worker<Job, Row>;
  readonly jobAt: (place: number) => Job;
  /** The row of a job that kills workers. */
  readonly givenUp: (place: number, reason: string) => Row;
}

/** How jobs are worked through. */
export interface SideBySideOptions<Row> {
  /** How many at once. */
  readonly count: number;
  readonly clock: WallClock;
  /** Ends all early; what is done by then was given to `take`. */
  readonly signal: AbortSignal;
  /** Takes rows as they come, in no order; a rejection ends all. */
  readonly take: (rows: readonly Row[]) => Promise<void>;
}

/**
 * Does the jobs at these places. A worker that dies is replaced and its jobs are repeated; a job that
 * keeps killing workers is given up.
 * @throws what `take` throws, or why no worker lives
 */
export async function sideBySide<Job, Row>(
  places: readonly number[],
  work: Work<Job, Row>,
  options: SideBySideOptions<Row>,
): Promise<void> {
  const lanes = new Lanes(places, work, options);
  const count = Math.min(options.count, places.length);
  await Promise.all(Array.from({ length: count }, () => lanes.work()));
}

/** Workers side by side, who take from one queue. */
class Lanes<Job, Row> {
  readonly #work: Work<Job, Row>;
  readonly #queue: JobQueue;
  readonly #options: SideBySideOptions<Row>;
  /** People want to stop, or one lane failed. */
  readonly #stop = new AbortController();
  #rows = 0;
  #deaths = 0;

  constructor(places: readonly number[], work: Work<Job, Row>, options: SideBySideOptions<Row>) {
    this.#work = work;
    this.#queue = new JobQueue(places);
    this.#options = options;
    const { signal } = options;
    if (signal.aborted) this.#stop.abort();
    signal.addEventListener("abort", () => this.#stop.abort());
  }

  /** One lane, from its first worker to its last. */
  async work(): Promise<void> {
    const { count, clock } = this.#options;
    const stop = this.#stop.signal;
    let worker: Worker<Job, Row> | null = null;
    let msPerRun = BATCH_MS;
    try {
      while (!stop.aborted) {
        const share = Math.ceil(this.#queue.left / (2 * count));
        const held = this.#queue.take(Math.min(sizeFor(msPerRun), Math.max(1, share)));
        if (held.length === 0) break;
        worker ??= this.#work.start();
        const startMs = clock.nowMs();
        const rows: readonly Row[] | null = await this.#batch(worker, held);
        if (rows === null) {
          worker = null;
          continue;
        }
        msPerRun = (clock.nowMs() - startMs) / Math.max(1, rows.length);
        this.#rows += rows.length;
        await this.#options.take(rows);
      }
    } catch (error) {
      this.#stop.abort();
      throw error;
    } finally {
      await worker?.end();
    }
  }

  /** Rows of what a worker holds; null: it died. */
  async #batch(worker: Worker<Job, Row>, held: readonly number[]): Promise<readonly Row[] | null> {
    const stop = this.#stop.signal;
    const hurry = (): void => worker.stop();
    stop.addEventListener("abort", hurry);
    try {
      return await worker.run(held.map((place) => this.#work.jobAt(place)));
    } catch (error) {
      if (!stop.aborted) await this.#bury(held, error);
      return null;
    } finally {
      stop.removeEventListener("abort", hurry);
    }
  }

  async #bury(held: readonly number[], why: unknown): Promise<void> {
    if (++this.#deaths >= STILLBORN && this.#rows === 0) throw why;
    const givenUp = this.#queue.died(held);
    if (givenUp === null) return;
    const reason = why instanceof Error ? why.message : String(why);
    await this.#options.take([this.#work.givenUp(givenUp, reason)]);
  }
}

function sizeFor(msPerRun: number): number {
  return Math.min(MOST_IN_BATCH, Math.max(1, Math.floor(BATCH_MS / Math.max(msPerRun, 1e-3))));
}

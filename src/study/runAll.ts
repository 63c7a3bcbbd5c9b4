import type { WallClock } from "../engine/index.ts";
import { JobQueue } from "./jobQueue.ts";
import { runKey, type RunPlan } from "./runPlan.ts";
import { bareRow, type RunRow } from "./runRow.ts";
import type { RunWorker, RunWorkers } from "./runWorker.ts";

/** What a worker has in hand should take about so long [ms]: long for messages, short for people who wait. */
const BATCH_MS = 500;
const MOST_IN_BATCH = 1000;
/** So many deaths before any row came: workers cannot live here. */
const STILLBORN = 8;

/** How a plan is worked through. */
export interface RunAllOptions {
  readonly workers: RunWorkers;
  /** How many at once. */
  readonly count: number;
  readonly clock: WallClock;
  /** Ends all early; what is done by then was given to `take`. */
  readonly signal: AbortSignal;
  /** Takes rows as they come, in no order; a rejection ends all. */
  readonly take: (rows: readonly RunRow[]) => Promise<void>;
}

/**
 * Does the runs at these places of a plan. A worker that dies is replaced and its runs are repeated; a run
 * that keeps killing workers becomes a failed row.
 * @throws what `take` throws, or why no worker lives
 */
export async function runAll(
  plan: RunPlan,
  places: readonly number[],
  options: RunAllOptions,
): Promise<void> {
  const lanes = new Lanes(plan, places, options);
  const count = Math.min(options.count, places.length);
  await Promise.all(Array.from({ length: count }, () => lanes.work()));
}

/** Workers side by side, who take from one queue. */
class Lanes {
  readonly #plan: RunPlan;
  readonly #queue: JobQueue;
  readonly #options: RunAllOptions;
  /** People want to stop, or one lane failed. */
  readonly #stop = new AbortController();
  #rows = 0;
  #deaths = 0;

  constructor(plan: RunPlan, places: readonly number[], options: RunAllOptions) {
    this.#plan = plan;
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
    let worker: RunWorker | null = null;
    let msPerRun = BATCH_MS;
    try {
      while (!stop.aborted) {
        const share = Math.ceil(this.#queue.left / (2 * count));
        const held = this.#queue.take(Math.min(sizeFor(msPerRun), Math.max(1, share)));
        if (held.length === 0) break;
        worker ??= this.#start();
        const startMs = clock.nowMs();
        const rows: readonly RunRow[] | null = await this.#batch(worker, held);
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
  async #batch(worker: RunWorker, held: readonly number[]): Promise<readonly RunRow[] | null> {
    const stop = this.#stop.signal;
    const hurry = (): void => worker.stop();
    stop.addEventListener("abort", hurry);
    try {
      return await worker.run(held.map((place) => ({ run: place + 1, job: this.#jobAt(place) })));
    } catch (error) {
      if (!stop.aborted) await this.#bury(held, error);
      return null;
    } finally {
      stop.removeEventListener("abort", hurry);
    }
  }

  #start(): RunWorker {
    const { version, variants } = this.#plan;
    return this.#options.workers.start({ version, variants });
  }

  async #bury(held: readonly number[], why: unknown): Promise<void> {
    if (++this.#deaths >= STILLBORN && this.#rows === 0) throw why;
    const givenUp = this.#queue.died(held);
    if (givenUp === null) return;
    const job = this.#jobAt(givenUp);
    const variant = this.#plan.variants[job.variant]!;
    const row = bareRow(givenUp + 1, runKey(this.#plan, job), variant, job);
    const reason = why instanceof Error ? why.message : String(why);
    const error = `every worker that tried this run died: ${reason}`;
    await this.#options.take([{ ...row, ok: false, error }]);
  }

  #jobAt(place: number): RunPlan["jobs"][number] {
    return this.#plan.jobs[place]!;
  }
}

function sizeFor(msPerRun: number): number {
  return Math.min(MOST_IN_BATCH, Math.max(1, Math.floor(BATCH_MS / Math.max(msPerRun, 1e-3))));
}

import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers";
import { Worker } from "node:worker_threads";
import type { PlacedJob, RunPlan, RunRow, RunWorker, RunWorkers } from "../study/index.ts";

/** What a thread is started with. */
export interface ThreadData {
  readonly plan: Omit<RunPlan, "jobs">;
  /** One number; above 0: stop after the run you are at. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

/** A thread that was asked to stop has so long before it is ended [ms]. */
const GRACE_MS = 2000;

/** Threads of this process. @param script what each of them runs: `replicationThread`, built */
export function threadWorkers(
  script: URL = new URL("./replicationThread.js", import.meta.url),
): RunWorkers {
  return { most: availableParallelism(), start: (plan) => new ThreadWorker(script, plan) };
}

/** One thread. */
class ThreadWorker implements RunWorker {
  readonly #thread: Worker;
  readonly #stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  /** Why it is of no more use. */
  #died: Error | null = null;
  #answer: { take: (rows: readonly RunRow[]) => void; fail: (why: Error) => void } | null = null;

  constructor(script: URL, plan: Omit<RunPlan, "jobs">) {
    const workerData: ThreadData = { plan, stop: this.#stop };
    // Flags of this process are its own business.
    this.#thread = new Worker(script, { workerData, execArgv: [] });
    this.#thread.on("message", (rows: readonly RunRow[]) => this.#answer?.take(rows));
    this.#thread.on("error", (why) => this.#die(why));
    this.#thread.on("exit", (code) => this.#die(new Error(`its thread ended with code ${code}`)));
  }

  run(batch: readonly PlacedJob[]): Promise<readonly RunRow[]> {
    if (this.#died !== null) return Promise.reject(this.#died);
    return new Promise((take, fail) => {
      this.#answer = { take, fail };
      this.#thread.postMessage(batch);
    });
  }

  stop(): void {
    Atomics.store(this.#stop, 0, 1);
    setTimeout(() => void this.end(), GRACE_MS).unref();
  }

  async end(): Promise<void> {
    await this.#thread.terminate();
  }

  #die(why: Error): void {
    this.#died ??= why;
    this.#answer?.fail(this.#died);
  }
}

import { setTimeout } from "node:timers";
import { Worker as Thread } from "node:worker_threads";
import type { Worker } from "../study/index.ts";

/** A thread that was asked to stop has so long before it is ended [ms]. */
const GRACE_MS = 2000;

/** What a thread is started with. */
export interface ThreadData<Plan> {
  readonly plan: Plan;
  /** One number; above 0: stop after the job you are at. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

/** A thread that does jobs: its script gives them to `answerBatches`. */
export class ThreadWorker<Plan, Job, Row> implements Worker<Job, Row> {
  readonly #thread: Thread;
  readonly #stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  /** Why it is of no more use. */
  #died: Error | null = null;
  #answer: { take: (rows: readonly Row[]) => void; fail: (why: Error) => void } | null = null;

  constructor(script: URL, plan: Plan) {
    const workerData: ThreadData<Plan> = { plan, stop: this.#stop };
    // Flags of this process are its own business.
    this.#thread = new Thread(script, { workerData, execArgv: [] });
    this.#thread.on("message", (rows: readonly Row[]) => this.#answer?.take(rows));
    this.#thread.on("error", (why) => this.#die(why));
    this.#thread.on("exit", (code) => this.#die(new Error(`its thread ended with code ${code}`)));
  }

  run(batch: readonly Job[]): Promise<readonly Row[]> {
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

import type { RunPlan } from "./runPlan.ts";
import type { RunWorker, RunWorkers } from "./runWorker.ts";

/** Workers that live from one plan to the next, where plans of the same variants follow each other. */
export class LastingWorkers implements RunWorkers {
  readonly #workers: RunWorkers;
  readonly #plan: Omit<RunPlan, "jobs">;
  /** Have nothing to do. */
  readonly #idle: RunWorker[] = [];

  /** @param plan whose variants all of them know */
  constructor(workers: RunWorkers, plan: Omit<RunPlan, "jobs">) {
    this.#workers = workers;
    this.#plan = plan;
  }

  get most(): number {
    return this.#workers.most;
  }

  start(): RunWorker {
    const worker = this.#idle.pop() ?? this.#workers.start(this.#plan);
    let wasAsked = false;
    return {
      run: (batch) => worker.run(batch),
      stop: () => {
        wasAsked = true;
        worker.stop();
      },
      // Whoever was asked to stop is of no more use.
      end: async () => {
        if (wasAsked) await worker.end();
        else this.#idle.push(worker);
      },
    };
  }

  /** Ends those that have nothing to do. */
  async end(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.end()));
  }
}

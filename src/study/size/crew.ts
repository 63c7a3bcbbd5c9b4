import { LastingWorkers } from "../lastingWorkers.ts";
import { runAll, type RunAllOptions } from "../runAll.ts";
import type { Job, RunPlan } from "../runPlan.ts";
import type { RunRow } from "../runRow.ts";

/** People stopped it. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** Does jobs as they come, side by side, with workers that last. */
export class Crew {
  readonly #plan: Omit<RunPlan, "jobs">;
  readonly #options: Omit<RunAllOptions, "take">;
  readonly #workers: LastingWorkers;
  readonly #heard: (rows: readonly RunRow[]) => void;

  /** @param heard is told rows as they come, in no order */
  constructor(
    plan: Omit<RunPlan, "jobs">,
    options: Omit<RunAllOptions, "take">,
    heard: (rows: readonly RunRow[]) => void,
  ) {
    this.#plan = plan;
    this.#workers = new LastingWorkers(options.workers, plan);
    this.#options = { ...options, workers: this.#workers };
    this.#heard = heard;
  }

  /**
   * The rows of some jobs, in their order.
   * @throws Stopped, or Error for a run that failed, with its command
   */
  async rowsOf(jobs: readonly Job[]): Promise<RunRow[]> {
    const rows: RunRow[] = [];
    await runAll({ ...this.#plan, jobs }, [...jobs.keys()], {
      ...this.#options,
      // One of its own: who listens to it is gone with it.
      signal: AbortSignal.any([this.#options.signal]),
      take: async (some) => {
        rows.push(...some);
        this.#heard(some);
      },
    });
    const failed = rows.find(({ ok }) => !ok);
    if (failed !== undefined) throw new Error(`${failed.command}: ${failed.error}`);
    if (rows.length < jobs.length) throw new Stopped();
    return rows.toSorted((a, b) => a.run - b.run);
  }

  async end(): Promise<void> {
    await this.#workers.end();
  }
}

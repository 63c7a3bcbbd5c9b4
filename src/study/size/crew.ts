import { LastingWorkers } from "../lastingWorkers.ts";
import { runAll, type RunAllOptions } from "../runAll.ts";
import { type Job, runKey, type RunPlan } from "../runPlan.ts";
import { bareRow, type RunRow } from "../runRow.ts";

/** People stopped it. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** How a crew works. */
export interface CrewOptions extends Omit<RunAllOptions, "take"> {
  /** Rows that an earlier study has left; they are not simulated again. */
  readonly kept?: readonly RunRow[];
  /** Takes rows as they come, in no order, so that they are not lost. */
  readonly keep?: (rows: readonly RunRow[]) => Promise<void>;
}

/** Does jobs as they come, side by side, with workers that last; none is done twice. */
export class Crew {
  readonly #plan: Omit<RunPlan, "jobs">;
  readonly #options: CrewOptions;
  readonly #workers: LastingWorkers;
  readonly #heard: (count: number) => void;
  /** By key. */
  readonly #known: Map<string, RunRow>;

  /** @param heard is told how many runs were simulated, as they are */
  constructor(plan: Omit<RunPlan, "jobs">, options: CrewOptions, heard: (count: number) => void) {
    this.#plan = plan;
    this.#workers = new LastingWorkers(options.workers, plan);
    this.#options = options;
    this.#heard = heard;
    this.#known = new Map((options.kept ?? []).map((row) => [row.key, row]));
  }

  /**
   * The rows of some jobs, in their order; a run that failed is one, too.
   * @throws Stopped
   */
  async rowsOf(jobs: readonly Job[]): Promise<RunRow[]> {
    const plan = { ...this.#plan, jobs };
    const keys = jobs.map((job) => runKey(plan, job));
    const fresh = [...keys.keys()].filter((place) => !this.#known.has(keys[place]!));
    const { workers: _own, kept: _kept, keep, ...options } = this.#options;
    await runAll(plan, fresh, {
      ...options,
      workers: this.#workers,
      // One of its own: who listens to it is gone with it.
      signal: AbortSignal.any([options.signal]),
      take: async (rows) => {
        for (const row of rows) this.#known.set(row.key, row);
        this.#heard(rows.length);
        await keep?.(rows);
      },
    });
    return jobs.map((job, place) => {
      const row = this.#known.get(keys[place]!);
      if (row === undefined) throw new Stopped();
      // Named and found elsewhere, perhaps, and yet the same run.
      const { ok, error } = row;
      return {
        ...row,
        ...bareRow(place + 1, row.key, plan.variants[job.variant]!, job),
        ok,
        error,
      };
    });
  }

  /** All that is known but these. */
  others(rows: readonly RunRow[]): RunRow[] {
    const keys = new Set(rows.map(({ key }) => key));
    return [...this.#known.values()].filter(({ key }) => !keys.has(key));
  }

  async end(): Promise<void> {
    await this.#workers.end();
  }
}

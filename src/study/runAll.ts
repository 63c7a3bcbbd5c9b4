import { runKey, type RunPlan } from "./runPlan.ts";
import { bareRow, type RunRow } from "./runRow.ts";
import type { RunWorkers } from "./runWorker.ts";
import { sideBySide, type SideBySideOptions } from "./sideBySide.ts";

/** How a plan is worked through. */
export interface RunAllOptions extends SideBySideOptions<RunRow> {
  readonly workers: RunWorkers;
}

/**
 * Does the runs at these places of a plan; a run that keeps killing workers becomes a failed row.
 * @throws what `take` throws, or why no worker lives
 */
export async function runAll(
  plan: RunPlan,
  places: readonly number[],
  options: RunAllOptions,
): Promise<void> {
  const { version, variants, jobs } = plan;
  const work = {
    start: () => options.workers.start({ version, variants }),
    jobAt: (place: number) => ({ run: place + 1, job: jobs[place]! }),
    givenUp: (place: number, reason: string): RunRow => {
      const job = jobs[place]!;
      const row = bareRow(place + 1, runKey(plan, job), variants[job.variant]!, job);
      return { ...row, ok: false, error: `every worker that tried this run died: ${reason}` };
    },
  };
  await sideBySide(places, work, options);
}

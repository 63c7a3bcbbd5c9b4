import { judged, noPeakBounds, type Summary, summarise } from "../kpi/index.ts";
import type { PreparedScenario } from "../scenario/index.ts";
import { Simulation } from "../simulation/index.ts";
import { Anchors, type NightAnchors } from "./anchors.ts";
import { ReadyVariants } from "./readyVariants.ts";
import { type Job, runKey, type RunPlan } from "./runPlan.ts";
import { Trials } from "./size/trials.ts";
import { bareRow, figuresOf, type RunRow } from "./runRow.ts";

/** Does the runs of a plan, one after another, and holds their scenarios ready. */
export class Runner {
  readonly #plan: Omit<RunPlan, "jobs">;
  readonly #ready: ReadyVariants;
  readonly #anchors = new Anchors();
  readonly #trials = new Trials();

  constructor(plan: Omit<RunPlan, "jobs">) {
    this.#plan = plan;
    this.#ready = new ReadyVariants(plan.variants);
  }

  /** Never throws: a run that fails has a row that says so. @param run place in the plan, from 1 */
  async run(run: number, job: Job): Promise<RunRow> {
    const variant = this.#plan.variants[job.variant]!;
    const row = bareRow(run, runKey({ ...this.#plan, jobs: [] }, job), variant, job);
    try {
      const prepared = await this.#ready.of(job.variant);
      const { trial } = job;
      if (trial !== undefined) {
        return { ...row, ...(await this.#trials.run({ ...job, trial }, prepared)) };
      }
      const anchors = job.anchors ? this.#anchors.of(variant.depotHash, job.seed) : null;
      return { ...row, ...figuresOf(replicate(prepared, job.seed, anchors), job.anchors) };
    } catch (error) {
      return { ...row, ok: false, error: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** One night. Its digest is left out: it would take nearly as long as the night. */
function replicate(
  prepared: PreparedScenario,
  seed: number,
  anchors: NightAnchors | null,
): Summary {
  const { scenario, calendar, assertions } = prepared.withSeed(seed);
  const result = new Simulation(scenario).run();
  const summary = summarise(result, calendar, {
    name: scenario.name,
    strategy: scenario.law.name,
    target: "",
    seed,
    plugAndCharge: anchors?.plugAndCharge(scenario, result) ?? null,
    smallestPeaks: anchors?.smallestPeaks(scenario) ?? noPeakBounds("not asked for"),
    digest: "",
  });
  return judged(summary, result, assertions, true);
}

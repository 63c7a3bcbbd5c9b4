import type { Job, RunPlan } from "./runPlan.ts";
import type { RunRow } from "./runRow.ts";
import type { Worker } from "./sideBySide.ts";

/** A run and its place in the plan, from 1. */
export interface PlacedJob {
  readonly run: number;
  readonly job: Job;
}

/** Somebody who does runs. */
export type RunWorker = Worker<PlacedJob, RunRow>;

/** Where workers come from. */
export interface RunWorkers {
  /** More at once would only get in each other's way. */
  readonly most: number;
  /** @param plan without its jobs: plain data that can be sent anywhere */
  start(plan: Omit<RunPlan, "jobs">): RunWorker;
}

import type { Job, RunPlan } from "./runPlan.ts";
import type { RunRow } from "./runRow.ts";

/** A run and its place in the plan, from 1. */
export interface PlacedJob {
  readonly run: number;
  readonly job: Job;
}

/** Somebody who does runs: a thread, a process, a machine. One batch at a time. */
export interface RunWorker {
  /**
   * Does a batch; returns its rows in order, fewer when it was asked to stop.
   * @throws Error when the worker died, with the reason; it is of no more use then
   */
  run(batch: readonly PlacedJob[]): Promise<readonly RunRow[]>;
  /** Asks it to return what it has after the run it is at; if that takes too long, it dies. */
  stop(): void;
  /** Ends it, whatever it is doing. */
  end(): Promise<void>;
}

/** Where workers come from. */
export interface RunWorkers {
  /** More at once would only get in each other's way. */
  readonly most: number;
  /** @param plan without its jobs: plain data that can be sent anywhere */
  start(plan: Omit<RunPlan, "jobs">): RunWorker;
}

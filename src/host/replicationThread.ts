import { workerData } from "node:worker_threads";
import { type PlacedJob, Runner, type RunPlan } from "../study/index.ts";
import { answerBatches } from "./answerBatches.ts";
import type { ThreadData } from "./threadWorker.ts";

// What a thread of `threadWorkers` runs.
const data = workerData as ThreadData<Omit<RunPlan, "jobs">>;
const runner = new Runner(data.plan);
answerBatches(data, (sent) => {
  const { run, job } = sent as PlacedJob;
  return runner.run(run, job);
});

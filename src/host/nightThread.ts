import { workerData } from "node:worker_threads";
import { NightRunner, type NightsPlan } from "../study/index.ts";
import { answerBatches } from "./answerBatches.ts";
import type { ThreadData } from "./threadWorker.ts";

// What a thread of `nightThreads` runs.
const data = workerData as ThreadData<NightsPlan>;
const runner = new NightRunner(data.plan);
answerBatches(data, (night) => runner.run(night as number));

import { parentPort, workerData } from "node:worker_threads";
import { type PlacedJob, Runner, type RunRow } from "../study/index.ts";
import type { ThreadData } from "./threadWorkers.ts";

// What a thread of `threadWorkers` runs.
const { plan, stop } = workerData as ThreadData;
const runner = new Runner(plan);

async function answer(batch: readonly PlacedJob[]): Promise<void> {
  const rows: RunRow[] = [];
  for (const { run, job } of batch) {
    if (Atomics.load(stop, 0) > 0) break;
    rows.push(await runner.run(run, job));
  }
  parentPort?.postMessage(rows);
}

parentPort?.on("message", (batch: readonly PlacedJob[]) => void answer(batch));

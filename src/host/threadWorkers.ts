import { availableParallelism } from "node:os";
import type { NightWorkers, RunWorkers } from "../study/index.ts";
import { ThreadWorker } from "./threadWorker.ts";

/** Threads of this process that do runs. @param script what each of them runs, built */
export function threadWorkers(
  script: URL = new URL("./replicationThread.js", import.meta.url),
): RunWorkers {
  return { most: availableParallelism(), start: (plan) => new ThreadWorker(script, plan) };
}

/** Threads of this process that do nights of a twin. @param script what each of them runs, built */
export function nightThreads(
  script: URL = new URL("./nightThread.js", import.meta.url),
): NightWorkers {
  return { most: availableParallelism(), start: (plan) => new ThreadWorker(script, plan) };
}

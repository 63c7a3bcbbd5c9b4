import { parentPort } from "node:worker_threads";
import type { ThreadData } from "./threadWorker.ts";

/** Has a thread do what it is sent, batch by batch, job by job. @param run knows what it was sent */
export function answerBatches(
  { stop }: Pick<ThreadData<unknown>, "stop">,
  run: (job: unknown) => Promise<unknown>,
): void {
  const answer = async (batch: readonly unknown[]): Promise<void> => {
    const rows: unknown[] = [];
    for (const job of batch) {
      if (Atomics.load(stop, 0) > 0) break;
      rows.push(await run(job));
    }
    parentPort?.postMessage(rows);
  };
  parentPort?.on("message", (batch: readonly unknown[]) => void answer(batch));
}

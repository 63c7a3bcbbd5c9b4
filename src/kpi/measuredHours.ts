import type { RunResult } from "./runResult.ts";

const HOUR_MS = 3_600_000;

/** How much of the window a run has come through [h]. */
export function measuredHours({ window, untilMs }: RunResult): number {
  return Math.max(0, Math.min(window.toMs, untilMs) - window.fromMs) / HOUR_MS;
}

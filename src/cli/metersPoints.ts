import type { Scenario } from "../scenario/index.ts";

/** Runs that report more than this keep what single points gave only when a report is asked for. */
const LONG_MS = 31 * 86_400_000;

/** Whether what single points give is kept: nobody looks at it where there is no report. */
export function metersPoints({ window }: Scenario, wanted?: boolean): boolean {
  return wanted ?? window.toMs - window.fromMs <= LONG_MS;
}

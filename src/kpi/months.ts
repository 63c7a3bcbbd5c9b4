import type { Calendar } from "./calendar.ts";
import { type PartPeak, peaksBy } from "./peaksBy.ts";
import type { RunResult } from "./runResult.ts";

/** The connection in one calendar month, as far as it lies within the window: what a monthly price is for. */
export interface Month extends PartPeak {
  /** `2026-03`. */
  readonly month: string;
}

/** Every calendar month of the window, in order. */
export function months(run: RunResult, calendar: Calendar): Month[] {
  return peaksBy(run, calendar, (atMs) => calendar.date(atMs).slice(0, 7)).map(([month, peak]) => ({
    month,
    ...peak,
  }));
}

import type { Calendar } from "./calendar.ts";
import { type PartPeak, peaksBy } from "./peaksBy.ts";
import type { RunResult } from "./runResult.ts";

/** The connection on one service day, as far as it lies within the window. */
export interface Day extends PartPeak {
  readonly serviceDay: string;
}

/** Every service day of the window, in order. */
export function days(run: RunResult, calendar: Calendar): Day[] {
  return peaksBy(run, calendar, (atMs) => calendar.serviceDay(atMs)).map(([serviceDay, peak]) => ({
    serviceDay,
    ...peak,
  }));
}

import type { Calendar } from "../kpi/index.ts";
import type { RunRecord } from "../record/index.ts";
import type { Words } from "./words/en.ts";

/** A run, and how it is told: what every chart and section of a report is made from. */
export interface Told {
  readonly record: RunRecord;
  readonly calendar: Pick<Calendar, "iso" | "serviceDay">;
  readonly words: Words;
}

/** A half-open span of time. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

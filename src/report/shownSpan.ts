import type { RecordedQuarterHour, RunRecord } from "../record/index.ts";
import type { Span } from "./told.ts";

/** What there is to show of the reported period: a run that was stopped has less of it. */
export function shownSpan({ depot: { window, untilMs } }: RunRecord): Span {
  return {
    fromMs: window.fromMs,
    toMs: Math.max(window.fromMs, Math.min(window.toMs, untilMs)),
  };
}

/** The quarter-hours of the connection within the reported period. */
export function connectionOf({ nodes }: RunRecord): readonly RecordedQuarterHour[] {
  return nodes.values().next().value ?? [];
}

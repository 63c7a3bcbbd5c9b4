import type { Calendar } from "./calendar.ts";
import type { RunResult } from "./runResult.ts";

/** What went wrong, by the clock. */
export interface Incident {
  readonly name: string;
  readonly kind: string;
  readonly where: string;
  /** null: it did not happen. */
  readonly from: string | null;
  /** null: it did not happen, or was not over when the run was. */
  readonly to: string | null;
}

export function incidents(run: RunResult, calendar: Calendar): Incident[] {
  return run.incidents.map(({ name, kind, where, fromMs, toMs }) => ({
    name,
    kind,
    where,
    from: fromMs === null ? null : calendar.iso(fromMs),
    to: toMs === null ? null : calendar.iso(toMs),
  }));
}

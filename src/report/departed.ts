import type { RecordedStay, RunRecord } from "../record/index.ts";

/** Stays whose planned departure lies within the reported period and has happened. */
export function departed({ stays, depot: { window } }: RunRecord): RecordedStay[] {
  return stays.filter(
    ({ plannedDepartureAtMs: atMs, departedAtMs }) =>
      atMs !== null && departedAtMs !== null && atMs >= window.fromMs && atMs < window.toMs,
  );
}

/** Whether a bus left short or late. */
export function atRisk({ short, late }: RecordedStay): boolean {
  return short || late;
}

import { SOC_QUANTUM, type StayOutcome } from "../operations/index.ts";
import type { RunResult } from "./runResult.ts";

/** How departures went. */
export interface Readiness {
  readonly total: number;
  /** Left after their time, because they came back late or waited for their target. */
  readonly late: number;
  /** Left below their target. */
  readonly short: number;
}

/** Stays whose planned departure lies within the window and has happened. */
export function departures({ window, stays }: RunResult): StayOutcome[] {
  return stays.filter(
    ({ plannedDepartureAtMs: atMs, departedAtMs }) =>
      atMs !== null && departedAtMs !== null && atMs >= window.fromMs && atMs < window.toMs,
  );
}

/** Whether a bus left with less than its target, by more than a link can tell. */
export function isShort({ targetSoc, socAtDeparture }: StayOutcome): boolean {
  return targetSoc - socAtDeparture > SOC_QUANTUM;
}

/** Whether a bus left after its time. */
export function isLate({ plannedDepartureAtMs, departedAtMs }: StayOutcome): boolean {
  return (departedAtMs ?? 0) > (plannedDepartureAtMs ?? Infinity);
}

export function readiness(run: RunResult): Readiness {
  const left = departures(run);
  return {
    total: left.length,
    late: left.filter(isLate).length,
    short: left.filter(isShort).length,
  };
}

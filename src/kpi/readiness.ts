import { SOC_QUANTUM, type StayOutcome } from "../operations/index.ts";
import type { RunResult } from "./runResult.ts";

/** How departures went. */
export interface Readiness {
  readonly total: number;
  /** Left after their time, because they came back late or waited for their target. */
  readonly late: number;
  /** Left below their target. */
  readonly short: number;
  /** Should have left, and were still there when the run ended; counted in no other figure. */
  readonly notLeft: number;
}

/** Stays whose planned departure lies within the window and has happened. */
export function departures({ stays, window }: RunResult): StayOutcome[] {
  return stays.filter((stay) => isDeparture(stay, window));
}

/** Whether a stay's planned departure lies within a window and has happened. */
export function isDeparture(stay: StayOutcome, window: RunResult["window"]): boolean {
  return isDue(stay, window) && stay.departedAtMs !== null;
}

/** How much of its target a bus left without, as a share of usable energy; below 0 with more. */
export function missingSoc({ targetSoc, socAtDeparture }: StayOutcome): number {
  return targetSoc - socAtDeparture;
}

/** Whether a bus left with less than its target, by more than a link can tell. */
export function isShort(stay: StayOutcome): boolean {
  return missingSoc(stay) > SOC_QUANTUM;
}

/** How long after its time a bus left [ms]; Infinity for one that has not. */
export function lateMs({ plannedDepartureAtMs, departedAtMs }: StayOutcome): number {
  if (plannedDepartureAtMs === null) return 0;
  return Math.max(0, (departedAtMs ?? Infinity) - plannedDepartureAtMs);
}

/** Whether a bus left after its time. */
export function isLate(stay: StayOutcome): boolean {
  return stay.departedAtMs !== null && lateMs(stay) > 0;
}

export function readiness(run: RunResult): Readiness {
  const left = departures(run);
  return {
    total: left.length,
    late: left.filter(isLate).length,
    short: left.filter(isShort).length,
    notLeft: run.stays.filter(
      (stay) =>
        isDue(stay, run.window) &&
        stay.departedAtMs === null &&
        stay.plannedDepartureAtMs! < run.untilMs,
    ).length,
  };
}

/** Whether a stay is to end within a window. */
function isDue({ plannedDepartureAtMs: atMs }: StayOutcome, window: RunResult["window"]): boolean {
  return atMs !== null && atMs >= window.fromMs && atMs < window.toMs;
}

import type { NodeResult, RunResult } from "./runResult.ts";

const QUARTER_HOUR_MS = 900_000;
const HOUR_MS = 3_600_000;

/** One clock quarter-hour of a node. */
export interface QuarterHour {
  readonly atMs: number;
  /** Mean power, base load included [kW]. */
  readonly meanKw: number;
  /** Mean base load alone [kW]. */
  readonly baseLoadKw: number;
}

/** The quarter-hours of a node within the window, in order; a run cut short has fewer. */
export function quarterHours(run: RunResult, node: NodeResult): QuarterHour[] {
  const { window, meteredFromMs } = run;
  const endMs = Math.min(window.toMs, run.untilMs);
  const hours: QuarterHour[] = [];
  for (let atMs = window.fromMs; atMs + QUARTER_HOUR_MS <= endMs; atMs += QUARTER_HOUR_MS) {
    const index = (atMs - meteredFromMs) / QUARTER_HOUR_MS;
    const baseLoadKw = node.baseLoadKw.integral(atMs, atMs + QUARTER_HOUR_MS) / QUARTER_HOUR_MS;
    const chargingKw = ((node.chargingKwh[index] ?? 0) * HOUR_MS) / QUARTER_HOUR_MS;
    hours.push({ atMs, meanKw: chargingKw + baseLoadKw, baseLoadKw });
  }
  return hours;
}

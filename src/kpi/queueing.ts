import { quantile } from "./quantile.ts";
import type { RunResult } from "./runResult.ts";

const MINUTE_MS = 60_000;

/** How long buses that came within the window waited for a point. */
export interface Queueing {
  /** For which none was free when they asked. */
  readonly waited: number;
  /** Wait of all that asked, most often 0, until they had one or gave up; 95th percentile by nearest rank [min]. */
  readonly p95Min: number | null;
  readonly longestMin: number | null;
  /** Left without having been plugged in: no point was free, or the stay was too short. */
  readonly neverPluggedIn: number;
}

export function queueing({ window, stays }: RunResult): Queueing {
  const came = stays.filter(
    ({ arrivedAtMs: atMs }) => atMs !== null && atMs >= window.fromMs && atMs < window.toMs,
  );
  const waitsMin = came
    .filter(({ queuedMs }) => queuedMs !== null)
    .map(({ queuedMs }) => queuedMs! / MINUTE_MS);
  return {
    waited: waitsMin.filter((min) => min > 0).length,
    p95Min: quantile(waitsMin, 0.95),
    longestMin: quantile(waitsMin, 1),
    neverPluggedIn: came.filter(
      ({ pluggedInAtMs, departedAtMs }) => pluggedInAtMs === null && departedAtMs !== null,
    ).length,
  };
}

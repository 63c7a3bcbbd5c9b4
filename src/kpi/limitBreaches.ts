import { quarterHours } from "./quarterHours.ts";
import type { RunResult } from "./runResult.ts";

/** A mean above its limit by less than this is rounding [kW]. */
const ROUNDING_KW = 1e-6;
const QUARTER_HOUR_MS = 900_000;

/** How often limits were exceeded, over all nodes of the grid. */
export interface LimitBreaches {
  /** Quarter-hours whose mean is above `contractKw`. */
  readonly contractBreaches: number;
  /** Unbroken spells above `maxKw`. */
  readonly maxBreaches: number;
  /** Those of either kind in which base load alone was above the limit, counted apart. */
  readonly breachesByBaseLoad: number;
}

export function limitBreaches(run: RunResult): LimitBreaches {
  let contractBreaches = 0;
  let maxBreaches = 0;
  let breachesByBaseLoad = 0;
  for (const node of run.nodes) {
    maxBreaches += node.maxBreaches;
    breachesByBaseLoad += node.maxBreachesByBaseLoad;
    if (node.contractKw.min === Infinity) continue;
    for (const { atMs, meanKw, baseLoadKw } of quarterHours(run, node)) {
      const limitKw = node.contractKw.integral(atMs, atMs + QUARTER_HOUR_MS) / QUARTER_HOUR_MS;
      if (baseLoadKw > limitKw + ROUNDING_KW) breachesByBaseLoad++;
      else if (meanKw > limitKw + ROUNDING_KW) contractBreaches++;
    }
  }
  return { contractBreaches, maxBreaches, breachesByBaseLoad };
}

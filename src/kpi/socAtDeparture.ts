import { quantile } from "./quantile.ts";
import { departures } from "./readiness.ts";
import type { RunResult } from "./runResult.ts";

/** With what buses left, as a share of usable energy; quantiles by nearest rank. */
export interface SocAtDeparture {
  readonly min: number;
  readonly p5: number;
  readonly median: number;
}

/** null: nobody left. */
export function socAtDeparture(run: RunResult): SocAtDeparture | null {
  const socs = departures(run).map((stay) => stay.socAtDeparture);
  const [min = null, p5 = null, median = null] = [0, 0.05, 0.5].map((q) => quantile(socs, q));
  return min === null || p5 === null || median === null ? null : { min, p5, median };
}

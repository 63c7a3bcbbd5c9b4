import { quantile } from "../kpi/index.ts";

/** How a figure is spread over nights; each is the figure of a night that was done. */
export interface Spread {
  readonly min: number;
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** Quantiles by nearest rank; null for no values. */
export function spread(values: readonly number[]): Spread | null {
  // Sorted already, it costs a quantile little.
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => quantile(sorted, share)!;
  if (sorted.length === 0) return null;
  return { min: sorted[0]!, p5: at(0.05), median: at(0.5), p95: at(0.95), max: sorted.at(-1)! };
}

/** How a figure is spread over nights; each is the figure of a night that was done. */
export interface Spread {
  readonly min: number;
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** Quantiles by nearest rank: of n sorted values the one at place ⌈p n⌉ (Hyndman and Fan, 1996, definition 1). */
export function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).toSorted();
  // In whole percent: 0.05 · 140 is above 7.
  const at = (percent: number): number => sorted[Math.ceil((percent * sorted.length) / 100) - 1]!;
  return { min: sorted[0]!, p5: at(5), median: at(50), p95: at(95), max: sorted.at(-1)! };
}

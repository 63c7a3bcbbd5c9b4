/** How times are spread [ms]. */
export interface Spread {
  readonly count: number;
  readonly medianMs: number;
  readonly mostMs: number;
}

/** null: there is none. */
export function spread(times: readonly number[]): Spread | null {
  const sorted = times.toSorted((a, b) => a - b);
  const mostMs = sorted.at(-1);
  if (mostMs === undefined) return null;
  return { count: sorted.length, medianMs: sorted[Math.floor(sorted.length / 2)]!, mostMs };
}

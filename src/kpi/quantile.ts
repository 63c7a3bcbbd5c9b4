/** A share of a number of values that comes this close to a whole number is one: 0.05 · 140 is above 7. */
const ROUNDING = 1e-9;

/**
 * Quantile by nearest rank: the smallest of the values that at least that share of them do not
 * exceed, and so always one of them; null for no values.
 * @param share above 0 and at most 1
 */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.max(0, Math.ceil(share * sorted.length - ROUNDING) - 1)] ?? null;
}

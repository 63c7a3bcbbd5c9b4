/** How often values of several things fall into the same steps. */
export interface Histogram {
  /** Where the first step begins. */
  readonly from: number;
  readonly step: number;
  /** Of each thing, how many of its values lie in each step; a value between two lies in the upper one. */
  readonly counts: readonly (readonly number[])[];
}

/** A value so little below a step, as a share of it, is in it: rounding. */
const ROUNDING = 1e-9;

/** What a step may be, times a power of ten. */
const STEPS = [1, 2, 5, 10] as const;

/**
 * Steps of 1, 2 or 5 times a power of ten, the finest of which so many hold all values; null for no values.
 * @param least no finer than this; a power of ten
 */
export function histogram(
  values: readonly (readonly number[])[],
  most: number,
  least: number,
): Histogram | null {
  const all = values.flat();
  if (all.length === 0) return null;
  const lowest = all.reduce((a, b) => Math.min(a, b));
  const highest = all.reduce((a, b) => Math.max(a, b));
  let tens = least;
  for (;;) {
    for (const times of STEPS) {
      const step = times * tens;
      const placeOf = (value: number): number => Math.floor(value / step + ROUNDING);
      const first = placeOf(lowest);
      const steps = placeOf(highest) - first + 1;
      if (steps > most) continue;
      const counts = values.map((list) => {
        const row = Array.from({ length: steps }, () => 0);
        for (const value of list) row[placeOf(value) - first]!++;
        return row;
      });
      return { from: first * step, step, counts };
    }
    tens *= 10;
  }
}

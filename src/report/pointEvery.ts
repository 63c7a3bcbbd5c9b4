const QUARTERS_OF_A_DAY = 96;
/** Longer than this single quarter-hours are no picture, but days are. */
const MOST_QUARTERS = 31 * QUARTERS_OF_A_DAY;
/** More points than this make no finer picture. */
const MOST_POINTS = 1_500;

/** How many quarter-hours one point of a chart stands for: one or a few, or a day. */
export function pointEvery(quarters: number): number {
  return quarters > MOST_QUARTERS ? QUARTERS_OF_A_DAY : Math.ceil(quarters / MOST_POINTS);
}

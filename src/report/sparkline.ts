/** From nothing to full height in eighths. */
const BLOCKS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/**
 * A line of blocks, one for each value, to the nearest eighth; whatever is above nothing is seen.
 * @param full the value at full height; more than that looks no higher
 */
export function sparkline(values: readonly number[], full: number): string {
  const most = BLOCKS.length - 1;
  return values
    .map((value) => {
      const eighths = value > 0 ? Math.max(1, Math.round((value / full) * most)) : 0;
      return BLOCKS[Math.min(most, eighths)];
    })
    .join("");
}

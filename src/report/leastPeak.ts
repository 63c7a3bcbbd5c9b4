import type { ComparedVariant } from "../study/index.ts";

/** Means of whole buses that differ by less are the same. */
const ROUNDING = 1e-6;

/** Who draws least of those that leave the fewest buses unserved. */
export interface LeastPeak {
  readonly name: string;
  readonly peak15Kw: number;
  /** Whether others, too, leave buses unserved, and more of them. */
  readonly isOfBest: boolean;
}

/** null: no variant has done a night. */
export function leastPeak(variants: readonly ComparedVariant[]): LeastPeak | null {
  const able = variants.flatMap(({ name, means: { peak15Kw, unserved } }) =>
    peak15Kw === null ? [] : [{ name, peak15Kw, unserved: unserved ?? 0 }],
  );
  const fewest = able.reduce((least, { unserved }) => Math.min(least, unserved), Infinity);
  const best = able.filter(({ unserved }) => unserved <= fewest + ROUNDING);
  const [first, ...others] = best;
  if (first === undefined) return null;
  const { name, peak15Kw } = others.reduce((a, b) => (b.peak15Kw < a.peak15Kw ? b : a), first);
  return { name, peak15Kw, isOfBest: best.length < able.length };
}

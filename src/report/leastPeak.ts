import type { ComparedVariant } from "../study/index.ts";

/** Means of whole buses that differ by less are the same. */
const ROUNDING = 1e-6;

/** Who draws least of those that leave the fewest buses unserved. */
export interface LeastPeak {
  readonly name: string;
  readonly peak15Kw: number;
  /** Whether others leave more buses unserved: none of them, some, or all but this one. */
  readonly better: "than none" | "than some" | "than all";
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
  return {
    name,
    peak15Kw,
    better:
      able.length === best.length ? "than none" : others.length > 0 ? "than some" : "than all",
  };
}

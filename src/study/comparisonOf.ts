import type { RunPlan } from "./runPlan.ts";
import type { Variant } from "./variant.ts";

/** The plan of several variants on the same nights: night by night, so that one cut off holds whole nights. */
export function comparisonOf(
  variants: readonly Variant[],
  seeds: readonly number[],
  { version, anchors }: { readonly version: string; readonly anchors: boolean },
): RunPlan {
  return {
    version,
    variants,
    jobs: seeds.flatMap((seed) => variants.map((_, variant) => ({ variant, seed, anchors }))),
  };
}

import type { RunPlan } from "./runPlan.ts";
import type { Variant } from "./variant.ts";

/** The plan of one depot on many nights. */
export function replicationsOf(
  variant: Variant,
  seeds: readonly number[],
  { version, anchors }: { readonly version: string; readonly anchors: boolean },
): RunPlan {
  return {
    version,
    variants: [variant],
    jobs: seeds.map((seed) => ({ variant: 0, seed, anchors })),
  };
}

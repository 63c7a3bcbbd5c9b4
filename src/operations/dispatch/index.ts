import type { DispatchPolicy } from "./dispatchPolicy.ts";
import { energyAware } from "./energyAware.ts";
import { fifo } from "./fifo.ts";
import { lifo } from "./lifo.ts";
import { sameRun } from "./sameRun.ts";

/** Every way to dispatch, under the word that names it in a scenario. */
export const dispatchPolicies = {
  fifo,
  lifo,
  energyAware,
  sameRun,
} as const satisfies Record<string, DispatchPolicy>;

export type DispatchPolicyName = keyof typeof dispatchPolicies;

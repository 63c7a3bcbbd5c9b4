/** Which end of `priority` is the urgent one: no edition of VDV 463 says it. */
export type PriorityOrder = "lowerFirst" | "higherFirst";

/** Numbers seen in the field end here. */
const LOWEST = 10_000;

/** Wanted now: before all that is planned. */
export const AD_HOC_PRIORITY = 2 * LOWEST;

/** A priority as the controller knows it: higher is more urgent, and without a number it is 0, behind all numbers. */
export function wirePriority(said: number | undefined, order: PriorityOrder): number {
  if (said === undefined) return 0;
  if (order === "higherFirst") return Math.max(-LOWEST, Math.min(LOWEST, said));
  return Math.max(1, Math.min(LOWEST, LOWEST + 1 - said));
}

/** The same the other way round; undefined: it has no number, or none can be said for it. */
export function priorityOnWire(priority: number, order: PriorityOrder): number | undefined {
  if (priority === 0) return undefined;
  if (order === "higherFirst") return priority;
  return priority > 0 ? Math.max(1, LOWEST + 1 - priority) : undefined;
}

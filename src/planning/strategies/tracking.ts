import type { Law } from "../law.ts";
import { leastLaxityFirst } from "../laws/leastLaxityFirst.ts";

/**
 * The law that tracks the plans of a planner: each bus gets what its plan says;
 * who is behind, or in no plan, is served by least laxity under the planned peak.
 * Without a plan it is leastLaxityFirst.
 *
 * @param name of the strategy
 */
export function tracking(name: string, says: string): Law {
  return { ...leastLaxityFirst, name, says, share: "asPlanned" };
}

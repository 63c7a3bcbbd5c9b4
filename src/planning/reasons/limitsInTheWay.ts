import type { EnergyFlow, ProblemNetwork } from "../exact/index.ts";
import type { Raise } from "./raised.ts";

/** A limit that is full when a session could do with more, and for how long in all. */
interface LimitInTheWay extends Raise {
  readonly hours: number;
}

/**
 * The limits around a session: all that it gets, or could get in exchange, comes through them.
 * Raised alone, no other helps, nor these while they are not full. Those on its own way to the grid
 * come first, of them those that are full for the longest time, lower ones before higher ones.
 *
 * @param flow of all that can be delivered
 */
export function limitsInTheWay(
  { net, edgesMs }: ProblemNetwork,
  flow: EnergyFlow,
  session: number,
): LimitInTheWay[] {
  const found = new Map<number, LimitInTheWay>();
  for (const at of flow.limitsAround(session)) {
    const place = Math.floor(at / net.hours.length);
    const k = at % net.hours.length;
    const earlier = found.get(place) ?? { place, fromMs: edgesMs[k]!, hours: 0 };
    const hours = earlier.hours + net.hours[k]!;
    found.set(place, { ...earlier, hours, toMs: edgesMs[k + 1]! });
  }
  const isAbove = new Set<number>();
  for (let n = net.node[session]!; n >= 0; n = net.tree.parents[n]!) isAbove.add(n);
  const rank = ({ place }: LimitInTheWay): number => (isAbove.has(place) ? 0 : 1);
  // What is lower has the larger index.
  return [...found.values()].toSorted(
    (a, b) => rank(a) - rank(b) || b.hours - a.hours || b.place - a.place,
  );
}

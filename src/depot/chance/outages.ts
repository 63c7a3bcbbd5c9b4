import type { RandomStream } from "../../engine/index.ts";
import { chanceMoments } from "./chanceMoments.ts";

/** So long before a run what fails counts that may not work yet when it begins: eight weeks [ms]. */
const BEFORE_MS = 56 * 86_400_000;

/** Something does not work for a while. */
export interface Outage {
  readonly fromMs: number;
  readonly durationMs: number;
}

/** When something may fail. */
export interface OutageSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether it is known to work when that begins. */
  readonly worksAtFirst?: boolean;
}

/**
 * Draws when something does not work within a span; where it does not when that begins, from then
 * on. What does not work cannot fail: nothing begins before the last one is over.
 * @param everyMs mean working time between two of them
 * @param name anything that tells these from all others
 */
export function outages(
  seed: number,
  name: readonly string[],
  everyMs: number,
  { fromMs, toMs, worksAtFirst = false }: OutageSpan,
  durationMsOf: (stream: RandomStream) => number,
): Outage[] {
  const list: Outage[] = [];
  const reach = { fromMs: worksAtFirst ? fromMs : fromMs - BEFORE_MS, toMs };
  let freeAtMs = -Infinity;
  for (const { atMs, stream } of chanceMoments(seed, name, everyMs, reach)) {
    if (atMs < freeAtMs) continue;
    freeAtMs = atMs + Math.max(1, Math.round(durationMsOf(stream)));
    const beginMs = Math.max(atMs, fromMs);
    if (freeAtMs > beginMs) list.push({ fromMs: beginMs, durationMs: freeAtMs - beginMs });
  }
  return list;
}

import type { Fault } from "./fault.ts";

/** Tries so many lists at most. */
const MOST_TRIES = 200;

/**
 * The fewest of the faults that are still enough, found by leaving out ever smaller parts of the
 * list (delta debugging, Zeller and Hildebrandt 2002): none of them can be left out alone.
 * @param isEnough whether a list still breaks what is to hold
 */
export function shrunkFaults(
  faults: readonly Fault[],
  isEnough: (faults: readonly Fault[]) => boolean,
): readonly Fault[] {
  let rest = faults;
  let parts = 2;
  for (let tries = 0; rest.length > 1 && tries < MOST_TRIES;) {
    const size = Math.ceil(rest.length / parts);
    let isSmaller = false;
    for (let from = 0; from < rest.length && tries < MOST_TRIES; from += size) {
      const without = [...rest.slice(0, from), ...rest.slice(from + size)];
      tries++;
      if (!isEnough(without)) continue;
      rest = without;
      isSmaller = true;
      break;
    }
    if (isSmaller) parts = Math.max(2, parts - 1);
    else if (size === 1) break;
    else parts = Math.min(rest.length, 2 * parts);
  }
  return rest.length === 1 && isEnough([]) ? [] : rest;
}

import type { MeterFault } from "./fault.ts";

/** What a meter that has lost its mind multiplies by. */
const HUGE = 1000;

/** A value as a device says it that has lost its mind. */
export function wrongly(value: number, how: Exclude<MeterFault, "stuck">): number {
  if (how === "nan") return Number.NaN;
  return how === "negative" ? -value - 1 : value * HUGE + HUGE;
}

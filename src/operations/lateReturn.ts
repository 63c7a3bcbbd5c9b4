/** A bus that comes back later than the timetable says, so that nobody could know long before. */
export interface LateReturn {
  /** Index of its plan, and of the stay that begins with that return. */
  readonly bus: number;
  readonly stay: number;
  readonly delayMs: number;
  /** When the presystem hears of it: at the planned arrival, or before. */
  readonly knownAtMs: number;
}

/** By how much a bus returns late for each of its stays [ms]. */
export function returnDelayMs(late: readonly LateReturn[], bus: number): (stay: number) => number {
  const own = late.filter((one) => one.bus === bus);
  return (stay) => own.find((one) => one.stay === stay)?.delayMs ?? 0;
}

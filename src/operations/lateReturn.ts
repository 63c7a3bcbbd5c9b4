/** A bus that comes back later than the timetable says, so that nobody could know long before. */
export interface LateReturn {
  /** Index of its plan, and of the stay that begins with that return. */
  readonly bus: number;
  readonly stay: number;
  /** Below 0 it is early. */
  readonly delayMs: number;
  /** When the presystem hears of it: at the planned arrival, or before; null: it never does. */
  readonly knownAtMs: number | null;
}

/** How late a bus is for a stay of it, if it is; of several in the list the first counts. */
export function lateReturnOf(
  late: readonly LateReturn[],
): (bus: number, stay: number) => LateReturn | undefined {
  const known = new Map<number, Map<number, LateReturn>>();
  for (const one of late.toReversed()) {
    const ofBus = known.get(one.bus);
    if (ofBus === undefined) known.set(one.bus, new Map([[one.stay, one]]));
    else ofBus.set(one.stay, one);
  }
  return (bus, stay) => known.get(bus)?.get(stay);
}

/** A session with the law's key of the last decision [ms]. */
interface Keyed {
  readonly key: number;
}

/** When the order of charging and waiting sessions will change by itself; keys in ms. */
interface Crossing {
  /** The first two that are held back. */
  held: number;
  heldNext: number;
  /** The last two that charge. */
  charging: number;
  chargingBefore: number;
}

/**
 * Time until a session that charges could fall behind one that is held back,
 * the key of the first rising by 1 ms per ms at most; Infinity when none can.
 */
export function msToCrossing(listed: readonly Keyed[], crossing: Crossing): number {
  const { held, heldNext, charging, chargingBefore } = crossing;
  if (held !== charging) return msBetween(listed, charging, held);
  // One that gets a part: it may fall behind those after it, or come before those ahead.
  return Math.min(msBetween(listed, held, heldNext), msBetween(listed, chargingBefore, charging));
}

/** From one key to a later one; Infinity where either is missing or knows no departure. */
function msBetween(listed: readonly Keyed[], from: number, to: number): number {
  const fromKey = listed[from]?.key ?? Infinity;
  const toKey = listed[to]?.key ?? Infinity;
  if (fromKey === Infinity) return Infinity;
  // Two keys of −Infinity, of buses that nobody knows, are equal.
  return toKey > fromKey ? toKey - fromKey : 0;
}

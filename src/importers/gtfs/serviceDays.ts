/** Dates that are alike: the same services of buses run on all of them. */
export interface ServiceDay {
  /** `D1`: the commonest kind of day. */
  readonly code: string;
  /** In order. */
  readonly dates: readonly string[];
  readonly services: ReadonlySet<string>;
}

/**
 * The kinds of days in a calendar, the commonest first, of two alike common the earlier.
 * @param active services by date, those without buses left out
 */
export function serviceDays(
  active: ReadonlyMap<string, ReadonlySet<string>>,
): readonly ServiceDay[] {
  const kinds = new Map<string, { dates: string[]; services: ReadonlySet<string> }>();
  for (const [date, services] of active) {
    const key = JSON.stringify([...services].toSorted());
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, { dates: [date], services });
    else kind.dates.push(date);
  }
  return [...kinds.values()]
    .toSorted((a, b) => b.dates.length - a.dates.length || (a.dates[0]! < b.dates[0]! ? -1 : 1))
    .map(({ dates, services }, i) => ({ code: `D${i + 1}`, dates, services }));
}

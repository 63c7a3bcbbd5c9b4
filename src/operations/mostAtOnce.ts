/** A spell that begins and ends. */
interface Spell {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How many spells there are at the busiest moment; one that ends makes room for one that begins. */
export function mostAtOnce(spells: readonly Spell[]): number {
  const real = spells.filter(({ fromMs, toMs }) => fromMs < toMs);
  const begins = Float64Array.from(real, ({ fromMs }) => fromMs).toSorted();
  const ends = Float64Array.from(real, ({ toMs }) => toMs).toSorted();
  let ended = 0;
  return begins.reduce((most, atMs, begun) => {
    while (ends[ended]! <= atMs) ended++;
    return Math.max(most, begun + 1 - ended);
  }, 0);
}

/** A spell that begins and ends. */
interface Spell {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How many spells there are at the busiest moment; one that ends makes room for one that begins. */
export function mostAtOnce(spells: readonly Spell[]): number {
  const changes = spells
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, step: 1 },
      { atMs: toMs, step: -1 },
    ])
    .toSorted((a, b) => a.atMs - b.atMs || a.step - b.step);
  let now = 0;
  let most = 0;
  for (const { step } of changes) {
    now += step;
    most = Math.max(most, now);
  }
  return most;
}

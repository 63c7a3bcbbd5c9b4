/** More runs than this are a mistake, or want another program. */
const MOST = 1_000_000;

/** Seeds that cannot be meant; the message says what was expected. */
export class SeedsFlaw extends Error {
  override readonly name = "SeedsFlaw";
}

/**
 * The seeds of a list like `1..200`, `7` or `1,5,9..12`, in its order.
 * @throws SeedsFlaw for anything else, a range that goes down, a seed given twice, more than a million
 */
export function seedsOf(text: string): number[] {
  const ranges = text.split(",").map(rangeOf);
  const count = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (count > MOST) throw new SeedsFlaw("expected at most 1,000,000 seeds");
  const seeds = ranges.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i),
  );
  const seen = new Set<number>();
  const twice = seeds.find((seed) => seen.size === seen.add(seed).size);
  if (twice !== undefined) throw new SeedsFlaw(`expected each seed once, ${twice} is there twice`);
  return seeds;
}

function rangeOf(part: string): { readonly from: number; readonly to: number } {
  const [, first, last] = /^(\d{1,15})(?:\.\.(\d{1,15}))?$/.exec(part.trim()) ?? [];
  if (first === undefined) {
    throw new SeedsFlaw("expected whole numbers of at most 15 digits, like 1..200 or 1,5,9..12");
  }
  const from = Number(first);
  const to = Number(last ?? first);
  if (to < from) {
    throw new SeedsFlaw(`expected a range that goes up: write ${to}..${from} for ${part.trim()}`);
  }
  return { from, to };
}

/** Chords until an edge is found; a few do, the functions being straight or bent a little. */
const MOST_CHORDS = 40;
/** Places this near to each other are the same. */
const NEAR = 1e-9;

/**
 * Where a function begins to be negative, on the way from a place at which it is not to one at which it is; the last
 * place found at which it is not. Chords are followed to zero, the end that stays counting half (the Illinois method;
 * Dowell and Jarratt 1971).
 */
export function edgeOf(value: (at: number) => number, inside: number, outside: number): number {
  let [within, beyond] = [inside, outside];
  let [above, below] = [value(within), value(beyond)];
  for (let i = 0; i < MOST_CHORDS && Math.abs(within - beyond) > NEAR; i++) {
    const at = beyond + ((within - beyond) * below) / (below - above);
    const here = value(at);
    if (here < 0) {
      beyond = at;
      below = here;
      above /= 2;
      continue;
    }
    within = at;
    above = here;
    below /= 2;
  }
  return within;
}

/** Chords until an edge is found; a few do, the functions being straight or bent a little. */
const MOST_CHORDS = 40;
/** Nearer than this is there, in value. */
const TOLERANCE = 1e-9;
/** Places this near to each other are the same. */
const NEAR = 1e-9;

/**
 * The last place, on the way from one at which a function is not negative to one at which it is, at which it is
 * not: where chords meet zero, the end that stays counting half (the Illinois method; Dowell and Jarratt 1971).
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
    if (here <= TOLERANCE) break;
  }
  return within;
}

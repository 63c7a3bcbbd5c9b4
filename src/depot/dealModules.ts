/** An outlet with a bus, as its cabinet sees it; numbers of modules. */
export interface ModuleWant {
  /** Without so many nothing flows; at least 1. */
  readonly least: number;
  /** So many it can use; 0: it wants nothing. */
  readonly most: number;
  /** So many are at it. */
  readonly held: number;
}

/**
 * How many modules of a bank each outlet is to have. Who gives power keeps what
 * it can use, for every move costs time; but nobody keeps more than the least
 * while another that wants power gets none, and what is spare goes to the first
 * plugged in. A bank of one module thus serves one outlet at a time until that
 * wants nothing more, then the next.
 *
 * @param wants in the order of plug-in
 * @param modules size of the bank
 */
export function dealModules(wants: readonly ModuleWant[], modules: number): number[] {
  const dealt = wants.map(({ least, most, held }) => {
    const kept = Math.min(held, most);
    return kept >= least ? kept : 0;
  });
  const beyondLeast = (i: number): number => (dealt[i]! > 0 ? dealt[i]! - wants[i]!.least : 0);
  let spare = dealt.reduce((left, kept) => left - kept, modules);
  for (const [i, { least, most }] of wants.entries()) {
    const loose = dealt.reduce((sum, _, j) => sum + beyondLeast(j), spare);
    if (dealt[i]! > 0 || most < least || loose < least) continue;
    for (; spare < least; spare++) dealt[richest(dealt, beyondLeast)]!--;
    dealt[i] = least;
    spare -= least;
  }
  for (const [i, { most }] of wants.entries()) {
    const more = dealt[i]! > 0 ? Math.min(spare, most - dealt[i]!) : 0;
    dealt[i]! += more;
    spare -= more;
  }
  return dealt;
}

/** Who has most beyond its least; of equals the last plugged in. */
function richest(dealt: readonly number[], beyondLeast: (i: number) => number): number {
  let found = 0;
  for (let i = 1; i < dealt.length; i++) if (beyondLeast(i) >= beyondLeast(found)) found = i;
  return found;
}

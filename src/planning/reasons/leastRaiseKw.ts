/** A raise beyond this is none [kW]. */
const MOST_KW = 1e6;
/** Less than this is not missing: a tenth of what plans overlook [kWh]. */
const READY_KWH = 1e-7;

/** What is still missing under a raise. */
interface Tried {
  readonly kw: number;
  readonly missingKwh: number;
}

/**
 * The smallest raise with which nothing is missing [kW]; null: none was found. Mostly what is missing
 * falls along straight pieces: the line through the last two raises that do not do leads to
 * the one that does, or halving does. Far more may do harm again, where others come first and
 * take it; so the search goes up in strides, not down from the most.
 *
 * @param missingKwh under a raise [kW]
 * @param guessKw what might just do
 * @param withinKw of the smallest
 */
export function leastRaiseKw(
  missingKwh: (byKw: number) => number,
  guessKw: number,
  withinKw: number,
): number | null {
  const found = new Bracket(missingKwh);
  found.tryOut(guessKw);
  for (let strideKw = Math.max(withinKw, guessKw / 8); found.highKw === Infinity; strideKw *= 2) {
    const kw = found.lowKw + strideKw;
    if (kw > MOST_KW) return null;
    found.tryOut(kw);
  }
  found.tryOut(found.highKw - withinKw);
  while (found.highKw - found.lowKw > withinKw) {
    found.tryOut((found.lowKw + found.highKw) / 2);
    const { crossingKw } = found;
    found.tryOut(crossingKw);
    found.tryOut(crossingKw - withinKw);
  }
  return found.highKw;
}

/** A raise that does not do, and one that does. */
class Bracket {
  readonly #missingKwh: (byKw: number) => number;
  #before: Tried | null = null;
  #low: Tried;
  /** Infinity: none is known that does. */
  highKw = Infinity;

  constructor(missingKwh: (byKw: number) => number) {
    this.#missingKwh = missingKwh;
    this.#low = { kw: 0, missingKwh: missingKwh(0) };
  }

  get lowKw(): number {
    return this.#low.kw;
  }

  /** Where the line through the last two that do not do says that nothing is missing; NaN: nowhere. */
  get crossingKw(): number {
    const [before, low] = [this.#before, this.#low];
    if (before === null || before.missingKwh <= low.missingKwh) return NaN;
    return low.kw + (low.missingKwh * (low.kw - before.kw)) / (before.missingKwh - low.missingKwh);
  }

  /** Narrows the bracket; what is not within it is no news. */
  tryOut(kw: number): void {
    if (!(kw > this.#low.kw && kw < this.highKw)) return;
    const tried = { kw, missingKwh: this.#missingKwh(kw) };
    if (tried.missingKwh <= READY_KWH) this.highKw = kw;
    else [this.#before, this.#low] = [this.#low, tried];
  }
}

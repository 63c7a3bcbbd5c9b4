/** Tries sizes; says of each whether it is enough. The same size has the same answer. */
export type Ask = (sizes: readonly number[]) => Promise<readonly boolean[]>;

/** Where to look. */
export interface SizeSpan {
  /** Whatever is not above it is not enough, or is nothing. */
  readonly floor: number;
  /** From here on the size decides nothing: all above are like it. */
  readonly top: number;
  /** Where the answer is likely to be. */
  readonly guess: number;
}

/** How far a search has come. */
export interface SearchState {
  /** Not enough; the floor, or tried. */
  readonly low: number;
  /** The least that may still be the answer or is above it. */
  readonly high: number;
  /** About how many sizes are still to be tried. */
  readonly left: number;
}

/** The smallest size, and how much of what is below it is ruled out. */
export interface FoundSize {
  readonly size: number;
  /** From here up to the size each one is ruled out: one of its eleven was tried and is not enough. */
  readonly ruledOutFrom: number;
}

/** So far below an answer all sizes are ruled out one by one. */
const SEARCHED_BELOW = 0.9;
const MOST_PERCENT = 10;

/**
 * Finds the smallest whole size L such that L, ⌈1.01·L⌉ … ⌈1.10·L⌉ are all enough: laws are not monotone, so that
 * more may serve less, and an answer should bear to be built a little larger.
 *
 * What is certain: all eleven of the answer were tried and are enough; every smaller size down to
 * `ruledOutFrom` has one among its eleven that was tried and is not. That is down to the floor, or else to
 * nine tenths of the answer. It takes few sizes: the eleven lie at most one percent apart, so where a whole percent
 * below the answer is not enough, each smaller size has one of its eleven there.
 * What is not: below that a smaller one is missed where being enough comes and goes.
 * @returns null: not even the top is enough
 */
export async function smallestSize(
  span: SizeSpan,
  ask: Ask,
  tell: (state: SearchState) => void = () => {},
): Promise<FoundSize | null> {
  return new Search(span, ask, tell).find();
}

/** The eleven that must be enough for a size. @param top all above are like it */
export function elevenOf(size: number, top: number): number[] {
  const eleven = Array.from({ length: MOST_PERCENT + 1 }, (_, percent) =>
    Math.min(top, Math.ceil((size * (100 + percent)) / 100)),
  );
  return [...new Set(eleven)];
}

class Search {
  readonly #span: SizeSpan;
  readonly #ask: Ask;
  readonly #tell: (state: SearchState) => void;
  readonly #known = new Map<number, boolean>();

  constructor(span: SizeSpan, ask: Ask, tell: (state: SearchState) => void) {
    this.#span = span;
    this.#ask = ask;
    this.#tell = tell;
  }

  async find(): Promise<FoundSize | null> {
    const { floor, top } = this.#span;
    this.#say(floor, top);
    if (!(await this.#isEnough(top))) return null;
    let low = floor;
    for (;;) {
      const size = await this.#smallestAbove(low);
      const bad = await this.#lastThatFails(elevenOf(size, top));
      if (bad === null) return this.#ruledOutBelow(size);
      low = bad;
    }
  }

  /** Enough, with one less that is not, above a size that is not. */
  async #smallestAbove(fails: number): Promise<number> {
    const { top, guess } = this.#span;
    let low = fails;
    const enough = [...this.#known].filter(([size, is]) => is && size > low).map(([size]) => size);
    let high = Math.min(top, ...enough);
    // The guess is near, as a rule: steps that grow from there.
    let step = Math.max(1, Math.round(guess / 200));
    let next = Math.max(guess, low + 1);
    while (next < high) {
      this.#say(low, high);
      if (await this.#isEnough(next)) high = next;
      else low = next;
      next = low + step;
      step *= 2;
    }
    while (high - low > 1) {
      this.#say(low, high);
      const middle = low + Math.floor((high - low) / 2);
      if (await this.#isEnough(middle)) high = middle;
      else low = middle;
    }
    return high;
  }

  async #ruledOutBelow(found: number): Promise<FoundSize> {
    const { floor } = this.#span;
    let size = found;
    let next = size - 1;
    const last = (): number => Math.max(floor + 1, Math.ceil(size * SEARCHED_BELOW));
    await this.#tryPercentBelow(size);
    while (next >= last()) {
      if (!(await this.#isRuledOut(next, size))) {
        size = next;
        await this.#tryPercentBelow(size);
      }
      next--;
    }
    return { size, ruledOutFrom: Math.min(size, last()) };
  }

  /** Side by side, for most of them will be needed. */
  async #tryPercentBelow(size: number): Promise<void> {
    const from = Math.max(this.#span.floor + 1, size - Math.ceil((size - 1) / 100));
    this.#say(from - 1, size);
    await this.#all(Array.from({ length: Math.max(0, size - from) }, (_, i) => from + i));
  }

  /** Whether one of its eleven is not enough; those below the answer are tried first, the largest first. */
  async #isRuledOut(size: number, answer: number): Promise<boolean> {
    const eleven = elevenOf(size, this.#span.top).toReversed();
    if (eleven.some((one) => this.#known.get(one) === false)) return true;
    for (const one of eleven.filter((one) => one < answer)) {
      if (!(await this.#isEnough(one))) return true;
    }
    return (await this.#lastThatFails(eleven)) !== null;
  }

  async #lastThatFails(sizes: readonly number[]): Promise<number | null> {
    await this.#all(sizes);
    const fail = sizes.filter((size) => this.#known.get(size) === false);
    return fail.length === 0 ? null : Math.max(...fail);
  }

  async #isEnough(size: number): Promise<boolean> {
    await this.#all([size]);
    return this.#known.get(size)!;
  }

  async #all(sizes: readonly number[]): Promise<void> {
    const fresh = sizes.filter((size) => !this.#known.has(size));
    if (fresh.length === 0) return;
    const answers = await this.#ask(fresh);
    fresh.forEach((size, i) => this.#known.set(size, answers[i]!));
  }

  #say(low: number, high: number): void {
    const halvings = Math.ceil(Math.log2(Math.max(1, high - low)));
    const percent = Math.min(Math.ceil(high / 100), high - this.#span.floor);
    this.#tell({ low, high, left: Math.max(1, halvings + MOST_PERCENT + percent) });
  }
}

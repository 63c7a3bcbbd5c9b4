import type { Evidence } from "./evidence.ts";

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
  /** Nothing up to here is the answer, as far as is known. */
  readonly low: number;
  /** The least that may still be the answer or is above it. */
  readonly high: number;
  /** About how many nights are still to be tried. */
  readonly left: number;
}

const MOST_PERCENT = 10;

/**
 * Finds the smallest whole size L such that L, ⌈1.01·L⌉ … ⌈1.10·L⌉ are all enough: laws are not monotone, so that
 * more may serve less, and an answer should bear to be built a little larger.
 *
 * It is certain: all eleven of the answer were tried in all nights and are enough, and every smaller size above the
 * floor has one among its eleven that was tried and is not. That takes few nights. A size is refuted by
 * its hardest, so the search comes from below; and the eleven lie at most one percent apart, so that a percent of sizes
 * that are not enough rules out all below it down to ten elevenths.
 * @returns null: not even the top is enough
 */
export async function smallestSize(
  span: SizeSpan,
  evidence: Evidence,
  tell: (state: SearchState) => void = () => {},
): Promise<number | null> {
  return new Search(span, evidence, tell).find();
}

/** The eleven that must be enough for a size. @param top all above are like it */
export function elevenOf(size: number, top: number): number[] {
  const eleven = Array.from({ length: MOST_PERCENT + 1 }, (_, percent) =>
    Math.min(top, Math.ceil((size * (100 + percent)) / 100)),
  );
  return [...new Set(eleven)];
}

/** Where a size turns from not enough to enough, and how to come near it. */
interface Turn {
  /** Not enough. */
  readonly low: number;
  /** Enough, one hopes. */
  readonly high: number;
  /** Between them; steps grow from there. */
  readonly from: number;
  readonly step: number;
}

class Search {
  readonly #span: SizeSpan;
  readonly #evidence: Evidence;
  readonly #tell: (state: SearchState) => void;

  constructor(span: SizeSpan, evidence: Evidence, tell: (state: SearchState) => void) {
    this.#span = span;
    this.#evidence = evidence;
    this.#tell = tell;
  }

  async find(): Promise<number | null> {
    const { floor, top, guess } = this.#span;
    this.#say(floor, top, top);
    if ((await this.#evidence.refutedOf([top])) !== null) return null;
    const step = Math.max(1, Math.round(guess / 200));
    const near = Math.max(floor + 1, Math.min(top, guess));
    let from = await this.#turning({ low: floor, high: top, from: near, step }, (size) =>
      this.#isEnoughAtAGlance(size),
    );
    for (;;) {
      const likely = await this.#turning({ low: from - 1, high: top, from, step: 1 }, (size) =>
        this.#evidence.isLikely(size),
      );
      this.#say(from - 1, likely, likely);
      const refuted = await this.#evidence.refutedOf(elevenOf(likely, top));
      if (refuted === null) return this.#smallestUpTo(likely);
      from = refuted + 1;
    }
  }

  async #isEnoughAtAGlance(size: number): Promise<boolean> {
    await this.#evidence.glance([size]);
    return this.#evidence.verdict(size) !== false;
  }

  /** The least that is enough, with one less that is not, as far as it does not come and go. */
  async #turning(turn: Turn, isEnough: (size: number) => Promise<boolean>): Promise<number> {
    let { low, high, from: next, step } = turn;
    let isNear = false;
    let up: boolean | null = null;
    while (high - low > 1) {
      if (isNear) next = low + Math.floor((high - low) / 2);
      this.#say(low, high, high);
      const is = await isEnough(next);
      if (is) high = next;
      else low = next;
      up ??= !is;
      next = up ? low + step : high - step;
      // It was passed, or is nearer than another step.
      isNear ||= is === up || next <= low || next >= high;
      step *= 2;
    }
    return high;
  }

  async #smallestUpTo(found: number): Promise<number> {
    const { floor, top } = this.#span;
    let size = found;
    for (let less = size - 1; less > floor; less--) {
      if (this.#isRuledOut(less)) continue;
      this.#say(floor, size, less);
      // Side by side, for nearly all of them are needed.
      const percent = Math.min(Math.ceil(less / 100), less - floor);
      await this.#evidence.glance(Array.from({ length: percent }, (_, i) => less - i));
      if (this.#isRuledOut(less)) continue;
      if ((await this.#evidence.refutedOf(elevenOf(less, top))) === null) size = less;
    }
    return size;
  }

  #isRuledOut(size: number): boolean {
    return elevenOf(size, this.#span.top).some((one) => this.#evidence.verdict(one) === false);
  }

  /** @param below the sizes below it are still to be ruled out */
  #say(low: number, high: number, below: number): void {
    const { seasons, each, mayFail } = this.#evidence.nights;
    const refutations = Math.ceil((below - this.#span.floor) / (MOST_PERCENT + 1));
    const open = elevenOf(high, this.#span.top).filter(
      (size) => this.#evidence.verdict(size) === null,
    );
    const halvings = open.length === 0 ? 0 : Math.ceil(Math.log2(Math.max(1, high - low)));
    const left = (refutations + halvings) * (mayFail + 1) + open.length * each;
    this.#tell({ low, high, left: Math.max(1, left * seasons) });
  }
}

/** The nights that a size is tried in, season by season: one has as many as another. */
export interface Nights {
  readonly seasons: number;
  /** In each season. */
  readonly each: number;
  /** So many of each season need not be served. */
  readonly mayFail: number;
  /** All of them, from 0; those that probably need most first. */
  readonly hardestFirst: readonly number[];
}

/** One night at one size. */
export interface NightTrial {
  readonly size: number;
  readonly night: number;
}

/** Tries nights; says of each whether it was served. The same trial has the same answer. */
export type TryNights = (trials: readonly NightTrial[]) => Promise<readonly boolean[]>;

/** What was seen of a size. */
interface Seen {
  /** Nights tried. */
  readonly nights: Set<number>;
  /** By season. */
  readonly tried: number[];
  readonly failed: number[];
}

/**
 * What is known of sizes. A size is refuted by few nights and proved by all: so the nights that failed at the largest
 * sizes are tried first, and no more once too many have failed. Nights are tried in rounds that depend on
 * what is known and on nothing else, so that everything is the same for any number of workers.
 */
export class Evidence {
  readonly nights: Nights;
  readonly #ask: TryNights;
  readonly #seen = new Map<number, Seen>();
  /** By night: the largest size that did not serve it, the smallest that did. */
  readonly #failedAt: number[];
  readonly #servedAt: number[];

  constructor(nights: Nights, ask: TryNights) {
    this.nights = nights;
    this.#ask = ask;
    const count = nights.seasons * nights.each;
    this.#failedAt = Array.from({ length: count }, () => 0);
    this.#servedAt = Array.from({ length: count }, () => Infinity);
  }

  /** Whether a size is enough; null: not known yet. */
  verdict(size: number): boolean | null {
    const seen = this.#seen.get(size);
    if (seen === undefined) return null;
    const { mayFail, seasons, each } = this.nights;
    if (seen.failed.some((failed) => failed > mayFail)) return false;
    return seen.nights.size === seasons * each ? true : null;
  }

  /** Tries sizes of which nothing is known, in as few nights as could refute them. */
  async glance(sizes: readonly number[]): Promise<void> {
    await this.#round(
      sizes.filter((size) => !this.#seen.has(size)),
      () => true,
    );
  }

  /** Whether a size is enough if a night that something smaller serves is served; others are tried. */
  async isLikely(size: number): Promise<boolean> {
    const isDoubtful = (night: number): boolean => this.#servedAt[night]! > size;
    while (this.verdict(size) === null) {
      if (!(await this.#round([size], isDoubtful))) return true;
    }
    return this.verdict(size)!;
  }

  /** Tries sizes side by side until one is refuted; the largest that is, null: all are enough. */
  async refutedOf(sizes: readonly number[]): Promise<number | null> {
    for (;;) {
      const refuted = sizes.filter((size) => this.verdict(size) === false);
      if (refuted.length > 0) return Math.max(...refuted);
      const open = sizes.filter((size) => this.verdict(size) === null);
      if (open.length === 0) return null;
      await this.#round(open, () => true);
    }
  }

  /** Tries some more nights of each size. @returns whether there were any */
  async #round(sizes: readonly number[], isAsked: (night: number) => boolean): Promise<boolean> {
    const order = this.#hardestFirst().filter(isAsked);
    const trials = sizes.flatMap((size) =>
      this.#next(size, order).map((night): NightTrial => ({ size, night })),
    );
    if (trials.length === 0) return false;
    const served = await this.#ask(trials);
    trials.forEach((trial, i) => this.#note(trial, served[i]!));
    return true;
  }

  /** As many nights of each season as refute it if all fail, or as many again as were tried. */
  #next(size: number, order: readonly number[]): number[] {
    const { seasons, mayFail } = this.nights;
    const seen = this.#seen.get(size);
    const left = Array.from({ length: seasons }, (_, season) =>
      Math.max(mayFail + 1 - (seen?.failed[season] ?? 0), seen?.tried[season] ?? 0),
    );
    return order.filter(
      (night) => seen?.nights.has(night) !== true && left[this.#seasonOf(night)]!-- > 0,
    );
  }

  #note({ size, night }: NightTrial, isServed: boolean): void {
    const none = (): number[] => Array.from({ length: this.nights.seasons }, () => 0);
    const seen = this.#seen.get(size) ?? { nights: new Set(), tried: none(), failed: none() };
    this.#seen.set(size, seen);
    const season = this.#seasonOf(night);
    seen.nights.add(night);
    seen.tried[season]!++;
    if (isServed) this.#servedAt[night] = Math.min(this.#servedAt[night]!, size);
    else {
      seen.failed[season]!++;
      this.#failedAt[night] = Math.max(this.#failedAt[night]!, size);
    }
  }

  #hardestFirst(): number[] {
    return this.nights.hardestFirst.toSorted((a, b) => this.#failedAt[b]! - this.#failedAt[a]!);
  }

  #seasonOf(night: number): number {
    return Math.floor(night / this.nights.each);
  }
}

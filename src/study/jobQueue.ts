/** A run on which so many workers died, alone, is given up. */
const MOST_DEATHS = 3;

/**
 * The places of a plan still to be done. What was in the hands of a worker that died comes back to be
 * done alone, so that the run that kills workers is found.
 */
export class JobQueue {
  readonly #places: readonly number[];
  #next = 0;
  readonly #suspects: number[] = [];
  readonly #deaths = new Map<number, number>();

  constructor(places: readonly number[]) {
    this.#places = places;
  }

  /** How many nobody has in hand. */
  get left(): number {
    return this.#places.length - this.#next + this.#suspects.length;
  }

  /** The next places, at most so many. */
  take(most: number): readonly number[] {
    const suspect = this.#suspects.shift();
    if (suspect !== undefined) return [suspect];
    const taken = this.#places.slice(this.#next, this.#next + most);
    this.#next += taken.length;
    return taken;
  }

  /** Takes back what a worker held that died. @returns the place that is given up, if any */
  died(held: readonly number[]): number | null {
    if (held.length === 1) {
      const [place] = held as [number];
      const deaths = (this.#deaths.get(place) ?? 0) + 1;
      this.#deaths.set(place, deaths);
      if (deaths >= MOST_DEATHS) return place;
    }
    this.#suspects.push(...held);
    return null;
  }
}

/** Deals with one thing after the other: what comes meanwhile waits for its turn. */
export class InTurn<Thing> {
  readonly #deal: (thing: Thing) => void;
  readonly #rested: () => void;
  readonly #waiting: Thing[] = [];
  #isBusy = false;

  /** @param rested told when nothing waits any more */
  constructor(deal: (thing: Thing) => void, rested: () => void) {
    this.#deal = deal;
    this.#rested = rested;
  }

  /** @throws what dealing with a thing has thrown first; those after it were dealt with all the same */
  take(thing: Thing): void {
    this.#waiting.push(thing);
    if (this.#isBusy) return;
    this.#isBusy = true;
    const failures: unknown[] = [];
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      try {
        this.#deal(next);
      } catch (error) {
        failures.push(error);
      }
    }
    this.#isBusy = false;
    this.#rested();
    if (failures.length > 0) throw failures[0];
  }
}

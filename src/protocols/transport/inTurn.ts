/** Deals with one thing after the other: what comes meanwhile waits for its turn. */
export class InTurn<Thing> {
  readonly #deal: (thing: Thing) => void;
  readonly #rested: () => void;
  readonly #waiting: Thing[] = [];
  #isBusy = false;

  /** @param rested told when nothing waits any more, or dealing with something failed */
  constructor(deal: (thing: Thing) => void, rested: () => void) {
    this.#deal = deal;
    this.#rested = rested;
  }

  take(thing: Thing): void {
    this.#waiting.push(thing);
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#deal(next);
    } finally {
      this.#isBusy = false;
      this.#rested();
    }
  }
}

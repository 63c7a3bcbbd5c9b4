/** What stops a station: it has no power, is broken itself, or has no session with the bus that is there. */
export type Failure = "supply" | "hardware" | "session";

/** Plain JSON. */
export type FailuresSnapshot = Readonly<Record<Failure, number>>;

/** How many things stop a station, by kind: incidents may come one upon another. */
export class Failures {
  readonly #counts = { supply: 0, hardware: 0, session: 0 };

  get hasPower(): boolean {
    return this.#counts.supply === 0;
  }

  get isBroken(): boolean {
    return this.#counts.hardware > 0;
  }

  /** Whether nothing stops it. */
  get none(): boolean {
    return this.hasPower && !this.isBroken && this.#counts.session === 0;
  }

  /** One more; whether it is the first of its kind. */
  begin(what: Failure): boolean {
    return ++this.#counts[what] === 1;
  }

  /** One less; whether it was the last of its kind. */
  end(what: Failure): boolean {
    return --this.#counts[what] === 0;
  }

  snapshot(): FailuresSnapshot {
    return { ...this.#counts };
  }

  restore(saved: FailuresSnapshot): void {
    Object.assign(this.#counts, saved);
  }
}

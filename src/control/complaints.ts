/** Something that somebody says cannot be true. Plain JSON. */
export interface Complaint {
  /** Point, node, vehicle, `presystem` or `planner`. */
  readonly who: string;
  /** The field or the message that cannot be believed. */
  readonly what: string;
  /** Why not, as of the last time. */
  readonly reason: string;
  /** The first of such messages in a row. */
  readonly sinceMs: number;
}

/**
 * What cannot be believed of whom. A complaint stands until the same one has said the same
 * thing soundly.
 */
export class Complaints {
  readonly #standing = new Map<string, Complaint>();

  /**
   * Somebody says something.
   * @param reason why it cannot be true; null: it can
   */
  heard(who: string, what: string, reason: string | null, atMs: number): void {
    if (reason === null && this.#standing.size === 0) return;
    const key = `${who} ${what}`;
    if (reason === null) {
      this.#standing.delete(key);
      return;
    }
    const sinceMs = this.#standing.get(key)?.sinceMs ?? atMs;
    this.#standing.set(key, { who, what, reason, sinceMs });
  }

  /** Those that stand, by who and what. */
  get all(): Complaint[] {
    const keys = [...this.#standing.keys()].toSorted();
    return keys.map((key) => this.#standing.get(key)!);
  }

  snapshot(): Complaint[] {
    return this.all;
  }

  restore(saved: readonly Complaint[]): void {
    this.#standing.clear();
    for (const one of saved) this.#standing.set(`${one.who} ${one.what}`, one);
  }
}

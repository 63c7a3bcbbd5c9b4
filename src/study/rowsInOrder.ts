/** Lines that come in any order and are wanted in that of their places. */
export class RowsInOrder {
  readonly #waiting = new Map<number, string>();
  /** Places to come, in order. */
  readonly #places: readonly number[];
  #next = 0;

  constructor(places: readonly number[]) {
    this.#places = places;
  }

  /** Adds the line of a place; returns those whose turn it is now. */
  add(place: number, line: string): string[] {
    this.#waiting.set(place, line);
    const lines: string[] = [];
    for (;;) {
      const due = this.#places[this.#next];
      const ready = due === undefined ? undefined : this.#waiting.get(due);
      if (due === undefined || ready === undefined) return lines;
      lines.push(ready);
      this.#waiting.delete(due);
      this.#next++;
    }
  }

  /** What waits behind gaps, in order. */
  rest(): string[] {
    return [...this.#waiting].toSorted(([a], [b]) => a - b).map(([, line]) => line);
  }
}

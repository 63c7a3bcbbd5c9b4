/**
 * A heap that gives the item with the least key first, of equal keys the smaller
 * item: cheap where only the first few of many are ever taken.
 */
export class LeastFirst {
  readonly #items: Int32Array;
  readonly #keys: Float64Array;
  #size = 0;

  /** @param most items at once */
  constructor(most: number) {
    this.#items = new Int32Array(most);
    this.#keys = new Float64Array(most);
  }

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
  }

  /** Adds an item; `order` is to be called before one is taken. */
  add(item: number, key: number): void {
    this.#items[this.#size] = item;
    this.#keys[this.#size++] = key;
  }

  order(): void {
    for (let at = (this.#size >> 1) - 1; at >= 0; at--) {
      this.#sink(at, this.#items[at]!, this.#keys[at]!);
    }
  }

  /** Takes the first item; there must be one. */
  take(): number {
    const first = this.#items[0]!;
    const last = --this.#size;
    if (last > 0) this.#sink(0, this.#items[last]!, this.#keys[last]!);
    return first;
  }

  /** Puts an item where it belongs, from a place down. */
  #sink(from: number, item: number, key: number): void {
    const items = this.#items;
    const keys = this.#keys;
    const size = this.#size;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && isBefore(keys[right]!, items[right]!, keys[child]!, items[child]!)) {
        child = right;
      }
      if (!isBefore(keys[child]!, items[child]!, key, item)) break;
      items[at] = items[child]!;
      keys[at] = keys[child]!;
      at = child;
    }
    items[at] = item;
    keys[at] = key;
  }
}

function isBefore(key: number, item: number, otherKey: number, otherItem: number): boolean {
  return key < otherKey || (key === otherKey && item < otherItem);
}

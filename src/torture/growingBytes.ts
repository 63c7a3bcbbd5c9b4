/** Bytes that are added to at their end, and cut off there. */
export class GrowingBytes {
  #room: Uint8Array;
  #length: number;

  constructor(bytes: Uint8Array = new Uint8Array()) {
    this.#room = bytes.slice();
    this.#length = bytes.length;
  }

  get length(): number {
    return this.#length;
  }

  /** All of them, as they are now. */
  get all(): Uint8Array {
    return this.#room.slice(0, this.#length);
  }

  append(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#room.length) {
      const room = new Uint8Array(2 * length);
      room.set(this.#room.subarray(0, this.#length));
      this.#room = room;
    }
    this.#room.set(bytes, this.#length);
    this.#length = length;
  }

  cutTo(length: number): void {
    this.#length = Math.min(this.#length, length);
  }
}

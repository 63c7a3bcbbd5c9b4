import type { JournalDisk } from "./journalDisk.ts";

/** A file that only grows: by the whole of what is appended, or not at all. */
export class GrowingFile {
  readonly name: string;
  readonly #disk: JournalDisk;
  #bytes: number;
  /** Whether part of something may stand behind the end. */
  #isRagged = false;

  /** @param bytes how long it is */
  constructor(disk: JournalDisk, name: string, bytes: number) {
    this.#disk = disk;
    this.name = name;
    this.#bytes = bytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @throws what the disk throws; then none of it counts, and it may be tried again */
  append(bytes: Uint8Array): void {
    this.#whole(bytes, () => this.#disk.append(this.name, bytes));
  }

  /**
   * Returns when it would outlive a loss of power; throws as `append` does. What could not be made to
   * last is written again next time: whether it had reached the disk cannot be known.
   */
  appendForGood(bytes: Uint8Array): void {
    this.#whole(bytes, () => {
      this.#disk.append(this.name, bytes);
      this.#disk.sync(this.name);
    });
  }

  #whole({ length }: Uint8Array, write: () => void): void {
    if (this.#isRagged) this.#cut();
    try {
      this.#isRagged = true;
      write();
    } catch (error) {
      try {
        this.#cut();
      } catch {
        // Cut before the next attempt, then. What went wrong first is what people need to hear of.
      }
      throw error;
    }
    this.#isRagged = false;
    this.#bytes += length;
  }

  #cut(): void {
    this.#disk.truncate(this.name, this.#bytes);
    this.#isRagged = false;
  }
}

import type { RandomStream } from "../engine/index.ts";
import { DiskFull, type JournalDisk } from "../record/index.ts";
import { GrowingBytes } from "./growingBytes.ts";

/** The process ended here. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** A file: how much of it would outlive a loss of power, and all of it. */
interface TornFile {
  keptBytes: number;
  written: GrowingBytes;
}

/** A disk that can be full, and on which the process can end in the midst of any write. */
export class TortureDisk implements JournalDisk {
  readonly #files = new Map<string, TornFile>();
  readonly #chance: RandomStream;
  isFull = false;
  /** So many more writes are made whole, in the next the process ends. */
  writesUntilDeath = Infinity;

  constructor(chance: RandomStream) {
    this.#chance = chance;
  }

  list(): readonly string[] {
    return [...this.#files.keys()].toSorted();
  }

  read(name: string): Uint8Array {
    return this.#file(name).written.all;
  }

  append(name: string, bytes: Uint8Array): void {
    if (this.isFull) throw new DiskFull(name);
    const file = this.#files.get(name) ?? { keptBytes: 0, written: new GrowingBytes() };
    this.#files.set(name, file);
    const isLast = this.#isLast();
    const part = isLast ? bytes.subarray(0, this.#below(bytes.length + 1)) : bytes;
    file.written.append(part);
    if (isLast) this.#die();
  }

  sync(name: string): void {
    const isLast = this.#isLast();
    const file = this.#file(name);
    if (!isLast || this.#below(2) === 0) file.keptBytes = file.written.length;
    if (isLast) this.#die();
  }

  replace(name: string, bytes: Uint8Array): void {
    if (this.isFull) throw new DiskFull(name);
    const keptBytes = bytes.length;
    this.#change(() => this.#files.set(name, { keptBytes, written: new GrowingBytes(bytes) }));
  }

  truncate(name: string, length: number): void {
    const file = this.#file(name);
    this.#change(() => {
      file.written.cutTo(length);
      file.keptBytes = Math.min(file.keptBytes, length);
    });
  }

  remove(name: string): void {
    this.#change(() => this.#files.delete(name));
  }

  /** The power went: of what was not synced any part from its beginning is there. */
  losePower(): void {
    this.writesUntilDeath = Infinity;
    for (const file of this.#files.values()) {
      const { keptBytes, written } = file;
      written.cutTo(keptBytes + this.#below(written.length - keptBytes + 1));
      file.keptBytes = written.length;
    }
  }

  #change(make: () => void): void {
    const isLast = this.#isLast();
    if (!isLast || this.#below(2) === 0) make();
    if (isLast) this.#die();
  }

  #isLast(): boolean {
    return --this.writesUntilDeath < 0;
  }

  #die(): never {
    throw new Killed("the process was killed in the midst of a write");
  }

  #file(name: string): TornFile {
    const file = this.#files.get(name);
    if (file === undefined) throw new Error(`there is no ${name}`);
    return file;
  }

  #below(count: number): number {
    return Math.floor(this.#chance.uniform() * count);
  }
}

import type { RandomStream } from "../../src/engine/index.ts";
import { DiskFull, type JournalDisk } from "../../src/record/index.ts";

/** The process ended here. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** What a crash leaves of a file is decided page by page [bytes]; real ones are larger. */
const PAGE = 64;

/**
 * A disk in memory. It can be full, refuse to sync, and have the process end in the midst of any
 * call; what was not synced then survives in part.
 */
export class MemoryDisk implements JournalDisk {
  /** Of each file what is on the platter, then what it was since, then what it is. */
  readonly #files = new Map<string, Uint8Array[]>();
  /** How far the buffers are filled that have room for more. */
  readonly #filled = new WeakMap<ArrayBufferLike, number>();
  capacityBytes = Infinity;
  failsToSync = false;
  /** So many more changes are made whole, the next in part. */
  changesUntilCrash = Infinity;
  syncs = 0;
  #isDead = false;
  readonly #chance: RandomStream | null;

  constructor(
    files: Readonly<Record<string, Uint8Array>> = {},
    chance: RandomStream | null = null,
  ) {
    for (const [name, bytes] of Object.entries(files)) this.#files.set(name, [bytes]);
    this.#chance = chance;
  }

  list(): readonly string[] {
    return [...this.#files.keys()].toSorted();
  }

  read(name: string): Uint8Array {
    const bytes = this.#files.get(name)?.at(-1);
    if (bytes === undefined) throw new Error(`there is no ${name}`);
    return bytes;
  }

  append(name: string, bytes: Uint8Array): void {
    const old = this.#files.get(name)?.at(-1) ?? new Uint8Array();
    const room = Math.max(0, this.capacityBytes - this.bytes);
    const written = this.#isCrashing() ? this.#below(bytes.length + 1) : bytes.length;
    const fit = bytes.subarray(0, Math.min(room, written));
    if (!this.#files.has(name)) this.#files.set(name, []);
    this.#files.get(name)!.push(this.#longer(old, fit));
    this.#dieWhenCrashing();
    if (fit.length < bytes.length) throw new DiskFull(name);
  }

  /** What was is copied only where there is no room behind it. */
  #longer(old: Uint8Array, more: Uint8Array): Uint8Array {
    const length = old.length + more.length;
    let { buffer } = old;
    if (this.#filled.get(buffer) !== old.length || buffer.byteLength < length) {
      buffer = new ArrayBuffer(2 * length);
      new Uint8Array(buffer).set(old);
    }
    new Uint8Array(buffer).set(more, old.length);
    this.#filled.set(buffer, length);
    return new Uint8Array(buffer, 0, length);
  }

  sync(name: string): void {
    this.syncs++;
    const isDone = !this.#isCrashing() || this.#below(2) === 0;
    if (this.failsToSync)
      throw Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" });
    if (isDone) this.#files.set(name, [this.read(name)]);
    this.#dieWhenCrashing();
  }

  replace(name: string, bytes: Uint8Array): void {
    if (this.bytes + bytes.length > this.capacityBytes) throw new DiskFull(name);
    if (!this.#isCrashing() || this.#below(2) === 0) this.#files.set(name, [bytes]);
    this.#dieWhenCrashing();
  }

  truncate(name: string, length: number): void {
    const short = this.read(name).subarray(0, length);
    if (!this.#isCrashing() || this.#below(2) === 0) this.#files.get(name)!.push(short);
    this.#dieWhenCrashing();
  }

  remove(name: string): void {
    if (!this.#isCrashing() || this.#below(2) === 0) this.#files.delete(name);
    this.#dieWhenCrashing();
  }

  get bytes(): number {
    return this.list().reduce((sum, name) => sum + this.read(name).length, 0);
  }

  /** All files as they are now, for another disk or to be spoiled. */
  copy(): Record<string, Uint8Array> {
    return Object.fromEntries(this.list().map((name) => [name, Uint8Array.from(this.read(name))]));
  }

  /** What the next process finds: all that was synced, and any pages of the rest. */
  survivor(chance: RandomStream): MemoryDisk {
    const files = [...this.#files].map(([name, versions]) => {
      const lengths = versions.map(({ length }) => length);
      const least = Math.min(...lengths);
      const length = least + Math.floor(chance.uniform() * (Math.max(...lengths) - least + 1));
      const bytes = new Uint8Array(length);
      const isInOrder = chance.uniform() < 0.5;
      for (let at = 0; at < length; at += PAGE) {
        const version = isInOrder
          ? versions.at(-1)!
          : versions[Math.floor(chance.uniform() * versions.length)]!;
        bytes.set(version.subarray(at, Math.min(at + PAGE, length)), at);
      }
      // What was on the platter, and was not cut off, is there whatever else is.
      bytes.set(versions[0]!.subarray(0, Math.min(least, length)));
      return [name, bytes] as const;
    });
    return new MemoryDisk(Object.fromEntries(files), chance);
  }

  #isCrashing(): boolean {
    if (this.#isDead) throw new Error("a dead process writes");
    return this.changesUntilCrash <= 0;
  }

  #dieWhenCrashing(): void {
    if (this.changesUntilCrash <= 0) {
      this.#isDead = true;
      throw new Crash();
    }
    this.changesUntilCrash--;
  }

  #below(count: number): number {
    return Math.floor(this.#chance!.uniform() * count);
  }
}

import type { RandomStream } from "../../src/engine/index.ts";
import type { JournalFiles } from "../../src/record/index.ts";
import type { LiveHost } from "../../src/twin/index.ts";
import { MemoryDisk } from "./memoryDisk.ts";

/** What long-lived processes need, in memory: one disk per folder; nobody comes by. */
export class MemoryLive implements LiveHost {
  readonly disks = new Map<string, MemoryDisk>();
  /** What was logged. */
  readonly logged: object[] = [];
  #wallMs = 0;
  readonly #answers = new Map<string, (question: unknown) => unknown>();
  readonly #chance: RandomStream | null;

  /** @param chance decides what a crash leaves of a disk */
  constructor(chance: RandomStream | null = null) {
    this.#chance = chance;
  }

  diskOf(folder: string): MemoryDisk {
    const disk = this.disks.get(folder) ?? new MemoryDisk({}, this.#chance);
    this.disks.set(folder, disk);
    return disk;
  }

  /** What the next process finds. */
  survivor(chance: RandomStream): MemoryLive {
    const next = new MemoryLive(chance);
    for (const [folder, disk] of this.disks) next.disks.set(folder, disk.survivor(chance));
    return next;
  }

  journalDisk(folder: string): ReturnType<LiveHost["journalDisk"]> {
    const disk = this.diskOf(folder);
    return {
      list: () => disk.list(),
      read: (name) => disk.read(name),
      append: (name, bytes) => disk.append(name, bytes),
      sync: (name) => disk.sync(name),
      replace: (name, bytes) => disk.replace(name, bytes),
      truncate: (name, length) => disk.truncate(name, length),
      remove: (name) => disk.remove(name),
      release: () => {},
    };
  }

  /** The same disks, for reading. */
  readonly journals = (folder: string): JournalFiles => this.disks.get(folder) ?? new MemoryDisk();

  wallMs(): number {
    return this.#wallMs++;
  }

  async openLog(): ReturnType<LiveHost["openLog"]> {
    const note = (event: string, fields: object): void => {
      this.logged.push({ event, ...fields });
    };
    return { info: note, warn: note };
  }

  async servePages(): ReturnType<LiveHost["servePages"]> {
    return { port: 1, end: async () => {} };
  }

  async serveQuestions(
    folder: string,
    answer: (question: unknown) => unknown,
  ): ReturnType<LiveHost["serveQuestions"]> {
    this.#answers.set(folder, answer);
    return { end: async () => void this.#answers.delete(folder) };
  }

  async ask(folder: string, question: unknown): Promise<unknown> {
    return this.#answers.get(folder)?.(question) ?? null;
  }
}

import { diskError, MemoryStore } from "./memorySurroundings.ts";

/** A disk in memory that has room for so many bytes; of what is appended, as much as fits is written. */
export class FullDisk extends MemoryStore {
  room: number;
  /** Whether it ever had too little room. */
  wasFull = false;

  constructor(room: number) {
    super();
    this.room = room;
  }

  override async write(file: string, content: string | Uint8Array): Promise<void> {
    if (content.length > this.#freeBut(file)) throw this.#full(file);
    await super.write(file, content);
  }

  override async append(file: string, text: string): Promise<void> {
    const free = this.#freeBut("");
    await super.append(file, text.slice(0, Math.max(0, free)));
    if (text.length > free) throw this.#full(file);
  }

  /** What is free once a file is taken away. */
  #freeBut(file: string): number {
    let used = 0;
    for (const [other, content] of this.files) used += other === file ? 0 : content.length;
    return this.room - used;
  }

  #full(file: string): Error {
    this.wasFull = true;
    return diskError("ENOSPC", file);
  }
}

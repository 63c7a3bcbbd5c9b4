import type { Files } from "../scenario/index.ts";

/** All that was read for a scenario; plain data, so that a worker anywhere reads the same. */
export interface KeptFiles {
  /** Content by path, in the order of reading. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** What a path was resolved to, by the path and the file that names it. */
  readonly resolved: ReadonlyMap<string, string>;
}

/** Reads files, and keeps what it read. */
export class KeepingFiles implements Files {
  readonly #files: Files;
  readonly #contents = new Map<string, Uint8Array>();
  readonly #resolved = new Map<string, string>();

  constructor(files: Files) {
    this.#files = files;
  }

  get kept(): KeptFiles {
    return { contents: this.#contents, resolved: this.#resolved };
  }

  async readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
    const content = await this.#files.readBytes(path, maxBytes);
    this.#contents.set(path, content);
    return content;
  }

  async *readChunks(path: string): AsyncIterable<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#files.readChunks(path)) {
      chunks.push(chunk);
      yield chunk;
    }
    this.#contents.set(path, joined(chunks));
  }

  resolve(path: string, besideFile: string | null): string {
    const resolved = this.#files.resolve(path, besideFile);
    this.#resolved.set(placeOf(path, besideFile), resolved);
    return resolved;
  }

  seenFrom(path: string, besideFile: string): string {
    return this.#files.seenFrom(path, besideFile);
  }
}

/** Reads again what was kept. */
export function filesOf({ contents, resolved }: KeptFiles): Files {
  return {
    readBytes: async (path) => contents.get(path)!,
    async *readChunks(path) {
      yield contents.get(path)!;
    },
    resolve: (path, besideFile) => resolved.get(placeOf(path, besideFile))!,
    seenFrom: () => {
      throw new Error("nothing is written beside files that were kept");
    },
  };
}

function placeOf(path: string, besideFile: string | null): string {
  return JSON.stringify([path, besideFile]);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

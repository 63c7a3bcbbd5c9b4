import path from "node:path";
import { type Files, FileTrouble } from "../../src/scenario/index.ts";

/** What lies at a path: text, bytes, pieces made as they are asked for, or why it cannot be read. */
export type MemoryFile = string | Uint8Array | (() => Iterable<Uint8Array>) | FileTrouble;

/** Files of a test, without a disk. Paths that are not named are missing, as on a disk. */
export function memoryFiles(entries: Readonly<Record<string, MemoryFile>>): Files {
  const chunksOf = (file: string): Iterable<Uint8Array> => {
    const entry = Object.hasOwn(entries, file) ? entries[file] : undefined;
    if (entry === undefined) throw new FileTrouble(file, "there is no such file", true);
    if (entry instanceof FileTrouble) throw entry;
    if (typeof entry === "string") return [new TextEncoder().encode(entry)];
    return entry instanceof Uint8Array ? [entry] : entry();
  };
  return {
    async readBytes(file) {
      return Uint8Array.from([...chunksOf(file)].flatMap((chunk) => [...chunk]));
    },
    async *readChunks(file) {
      yield* chunksOf(file);
    },
    resolve(named, besideFile) {
      if (path.posix.isAbsolute(named) || besideFile === null) return named;
      return path.posix.join(path.posix.dirname(besideFile), named);
    },
    seenFrom(file, besideFile) {
      return path.posix.relative(path.posix.dirname(besideFile), file);
    },
  };
}

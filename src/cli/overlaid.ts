import type { Files } from "../scenario/index.ts";

/** A disk with a few files on it that are not written yet. */
export function overlaid(
  files: Files,
  texts: readonly (readonly [path: string, text: string])[],
): Files {
  const bytes = new Map(texts.map(([path, text]) => [path, new TextEncoder().encode(text)]));
  return {
    ...files,
    async readBytes(path, maxBytes) {
      return bytes.get(path) ?? files.readBytes(path, maxBytes);
    },
    async *readChunks(path) {
      const own = bytes.get(path);
      if (own === undefined) yield* files.readChunks(path);
      else yield own;
    },
  };
}

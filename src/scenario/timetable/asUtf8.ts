import type { Files } from "../files.ts";

/**
 * The same files, those that are no UTF-8 read as Windows-1252, the way older German
 * programs write CSV. Which it is, is told by the first piece of a file that is not plain
 * ASCII; bytes that are neither are left as they are, for the reader to refuse.
 * @param onOther hears of each file that is read as Windows-1252
 */
export function asUtf8(files: Files, onOther: (path: string) => void): Files {
  return {
    readBytes: (path, maxBytes) => files.readBytes(path, maxBytes),
    resolve: (path, besideFile) => files.resolve(path, besideFile),
    seenFrom: (path, besideFile) => files.seenFrom(path, besideFile),
    async *readChunks(path) {
      let encoding: "ascii" | "utf-8" | "windows-1252" = "ascii";
      const decoder = new TextDecoder("windows-1252");
      const encoder = new TextEncoder();
      for await (const chunk of files.readChunks(path)) {
        if (encoding === "ascii" && chunk.some((byte) => byte > 0x7f)) {
          encoding = isUtf8(chunk) || isBinary(chunk) ? "utf-8" : "windows-1252";
          if (encoding === "windows-1252") onOther(path);
        }
        yield encoding === "windows-1252" ? encoder.encode(decoder.decode(chunk)) : chunk;
      }
    },
  };
}

/** What people are told of such a file. */
export function readAsText(path: string): string {
  return `${path} is read as Windows-1252`;
}

/** A character that is cut off at the end is none the worse for it. */
function isUtf8(chunk: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Bytes that no text in Windows-1252 has: control characters and those without a meaning. */
function isBinary(chunk: Uint8Array): boolean {
  return chunk.some(
    (byte) =>
      (byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte)) ||
      [0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte),
  );
}

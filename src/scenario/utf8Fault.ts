/** Where text stops being text; lines and columns from 1. */
export interface Utf8Fault {
  readonly line: number;
  readonly column: number;
}

/** U+FFFD, as UTF-8 has it. */
const REPLACEMENT = [0xef, 0xbf, 0xbd];

/** The first place of bytes that is no UTF-8 text (a zero byte is none either), null when all is. */
export function utf8Fault(bytes: Uint8Array): Utf8Fault | null {
  for (let line = 1, start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const index = faultIn(bytes.subarray(start, end));
    if (index >= 0) return { line, column: index + 1 };
    start = end + 1;
  }
  return null;
}

/** Index of the first character that stands for what is no text, −1 for none. */
function faultIn(bytes: Uint8Array): number {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  for (const { 0: character, index } of text.matchAll(/[\0\ufffd]/g)) {
    if (character === "\0") return index;
    // The sign of what could not be read may itself have been written down.
    const at = new TextEncoder().encode(text.slice(0, index)).length;
    if (REPLACEMENT.some((byte, i) => bytes[at + i] !== byte)) return index;
  }
  return -1;
}

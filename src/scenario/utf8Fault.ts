/** Where text stops being text; lines and columns from 1. */
export interface Utf8Fault {
  readonly line: number;
  readonly column: number;
}

/** The first place of bytes that is no UTF-8 text (a zero byte is none either), null when all is. */
export function utf8Fault(bytes: Uint8Array): Utf8Fault | null {
  for (let line = 1, start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const text = new TextDecoder().decode(bytes.subarray(start, end));
    const index = text.search(/[\0\ufffd]/);
    if (index >= 0) return { line, column: index + 1 };
    start = end + 1;
  }
  return null;
}

import type { Files } from "../files.ts";
import { InputProblem } from "../inputProblem.ts";
import { utf8Fault } from "../utf8Fault.ts";

/** A character is at most this many bytes longer than one. */
const TAIL_BYTES = 3;

/** The text of a file, piece by piece. @throws InputProblem, with its place, for what is no UTF-8 */
export async function* decodedText(files: Files, path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let tail = new Uint8Array();
  for await (const chunk of files.readChunks(path)) {
    const text = chunk.includes(0) ? null : decoded(decoder, chunk);
    if (text === null) throw noText(path, line, tail, chunk);
    yield text;
    line += text.split("\n").length - 1;
    tail = chunk.slice(-TAIL_BYTES);
  }
  if (decoded(decoder, null) === null) throw noText(path, line, tail, new Uint8Array());
}

function decoded(
  decoder: { decode(chunk?: Uint8Array, options?: { stream: boolean }): string },
  chunk: Uint8Array | null,
): string | null {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    return null;
  }
}

/** @param tail bytes before the piece, the last character of which may reach into it */
function noText(path: string, line: number, tail: Uint8Array, chunk: Uint8Array): InputProblem {
  const bytes = new Uint8Array([...lastCharacter(tail), ...chunk]);
  const fault = utf8Fault(bytes) ?? { line: 1, column: 1 };
  const isWholeLine = tail.length === 0 || fault.line > 1;
  return new InputProblem({
    place: {
      file: path,
      line: line + fault.line - 1,
      column: isWholeLine ? fault.column : undefined,
    },
    message: "found bytes that are no UTF-8 text",
    mend: "is it really a CSV file? If so, save it as UTF-8",
  });
}

/** What was begun and not ended: a first byte of several, and what follows it. */
function lastCharacter(tail: Uint8Array): Uint8Array {
  const first = tail.findLastIndex((byte) => (byte & 0xc0) !== 0x80);
  return first >= 0 && (tail[first]! & 0x80) !== 0 ? tail.subarray(first) : new Uint8Array();
}

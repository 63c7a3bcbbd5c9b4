import type { Readable, Writable } from "node:stream";
import { type LineChannel, LineSplitter } from "../links/index.ts";

/** Lines over a stream each way. @param warn told of what had to be left out */
export function streamChannel(
  input: Readable,
  output: Writable,
  warn: (text: string) => void,
): LineChannel {
  let isClosed = false;
  const tells: (() => void)[] = [];
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    input.destroy();
    // What was said last still goes out.
    output.end();
    for (const tell of tells) tell();
  };
  for (const stream of [input, output]) {
    stream.on("error", close);
    stream.on("close", close);
  }
  input.on("end", close);
  return {
    send: (line) => {
      if (!isClosed) output.write(`${line}\n`);
    },
    onLine: (hear) => {
      const lines = new LineSplitter(hear, (length) => {
        warn(`a line of ${length} characters is too long and was left out`);
      });
      input.setEncoding("utf8");
      input.on("data", (piece: string) => lines.push(piece));
    },
    onClose: (tell) => void tells.push(tell),
    close,
  };
}

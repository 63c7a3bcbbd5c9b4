import { createInterface, type Interface } from "node:readline";

/**
 * Asks people questions, one line each. The terminal stays as it is: Ctrl-C ends the process.
 * @returns a function that gives the answer, or null when the input has ended
 */
export function terminalQuestions(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): (question: string) => Promise<string | null> {
  // Lines that were typed, or pasted, before they were asked for.
  const lines: (string | null)[] = [];
  let waiting: ((answer: string | null) => void) | null = null;
  let reader: Interface | null = null;
  const hear = (line: string | null): void => {
    if (waiting === null) lines.push(line);
    else waiting(line);
    waiting = null;
  };
  return async (question) => {
    reader ??= createInterface({ input, terminal: false })
      .on("line", hear)
      .on("close", () => hear(null));
    output.write(question);
    const early = lines.shift();
    if (early !== undefined) return early;
    input.resume();
    const answer = await new Promise<string | null>((resolve) => {
      waiting = resolve;
    });
    // A stream that is listened to keeps the process from its end.
    input.pause();
    return answer;
  };
}

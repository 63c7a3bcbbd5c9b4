import { wrapped } from "./wrapped.ts";

/** Width that fits every terminal. */
export const COLUMNS = 80;
/** Width of what stands before a row, and what is left for the row. */
export const LABEL = 11;
export const ROOM = COLUMNS - LABEL;

/** A label and what there is to say of it, in lines that fit a terminal. */
export function row(label: string, text: string): string[] {
  return wrapped(text, ROOM).map(
    (line, i) => (i === 0 ? label.padEnd(LABEL) : " ".repeat(LABEL)) + line,
  );
}

import { wrapped } from "./wrapped.ts";

/** Width that fits every terminal. */
export const COLUMNS = 80;
const LABEL = 11;

/** A label and what there is to say of it, in lines that fit a terminal. */
export function row(label: string, text: string): string[] {
  return wrapped(text, COLUMNS - LABEL).map(
    (line, i) => (i === 0 ? label.padEnd(LABEL) : " ".repeat(LABEL)) + line,
  );
}

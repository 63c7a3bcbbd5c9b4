/** A line longer than this does not fit beside another window. */
const COLUMNS = 79;

/** Text over as many lines as it needs, each but the first after a prefix. */
export function wrapped(text: string, prefix: string): string {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)!;
    if (last.length + word.length + prefix.length < COLUMNS) {
      lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.join(`\n${prefix}`);
}

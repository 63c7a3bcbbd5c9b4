import { shellWords } from "./shellCommand.ts";

const COLUMNS = 80;
const LABEL = "closer     ";
/** What a shell takes for one line with the next. */
const CONTINUED = " \\";

/**
 * The command that draws the run just made, for a shell to take back; its lines fit a terminal where its
 * words do.
 */
export function closerLook(args: readonly string[]): string {
  const lines: string[] = [];
  let line = "";
  for (const word of shellWords([...args.filter((arg) => arg !== "--json"), "--svg", "site.svg"])) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && LABEL.length + longer.length + CONTINUED.length > COLUMNS) {
      lines.push(line + CONTINUED);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line]
    .map((text, i) => `${i === 0 ? LABEL : " ".repeat(LABEL.length)}${text}\n`)
    .join("");
}

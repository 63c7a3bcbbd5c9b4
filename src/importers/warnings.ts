/** Lines of one kind of warning that are named; of the others it is said how many there are. */
const NAMED_LINES = 3;

/** What people should know of a file that could be used all the same, one line for each kind. */
export class Warnings {
  readonly #lines = new Map<string, number[]>();

  /** @param message without a line: the same for all rows of its kind */
  add(message: string, line?: number): void {
    const lines = this.#lines.get(message) ?? [];
    this.#lines.set(message, lines);
    if (line !== undefined) lines.push(line);
  }

  /** In the order in which they were first added. */
  list(): string[] {
    return [...this.#lines].map(([message, lines]) =>
      lines.length === 0 ? message : `${message} (${linesText(lines)})`,
    );
  }
}

/** `line 3`, `lines 3, 5 and 7`, `lines 3, 5, 7 and 12 more`. */
export function linesText(lines: readonly number[]): string {
  const named = lines.slice(0, NAMED_LINES).map(String);
  const rest = lines.length - named.length;
  const last = rest > 0 ? `${rest} more` : named.length > 1 ? named.pop() : undefined;
  const words = named.join(", ") + (last === undefined ? "" : ` and ${last}`);
  return `${lines.length === 1 ? "line" : "lines"} ${words}`;
}

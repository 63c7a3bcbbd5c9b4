/** Longest line that is taken [characters]; a full report of thousands of points fits. */
const MOST_CHARACTERS = 16_000_000;

/** Makes lines of text that comes in pieces. A line that is too long is left out, and told. */
export class LineSplitter {
  readonly #hear: (line: string) => void;
  readonly #tooLong: (characters: number) => void;
  readonly #most: number;
  #begun: string[] = [];
  #length = 0;

  constructor(
    hear: (line: string) => void,
    tooLong: (characters: number) => void,
    most = MOST_CHARACTERS,
  ) {
    this.#hear = hear;
    this.#tooLong = tooLong;
    this.#most = most;
  }

  push(piece: string): void {
    let from = 0;
    for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", from)) {
      this.#add(piece.slice(from, end));
      this.#end();
      from = end + 1;
    }
    this.#add(piece.slice(from));
  }

  #add(text: string): void {
    this.#length += text.length;
    // What is too long anyway is counted, and not kept.
    if (this.#length > this.#most) this.#begun = [];
    else if (text !== "") this.#begun.push(text);
  }

  #end(): void {
    const [line, length] = [this.#begun.join(""), this.#length];
    this.#begun = [];
    this.#length = 0;
    if (length > this.#most) this.#tooLong(length);
    else if (line !== "") this.#hear(line.endsWith("\r") ? line.slice(0, -1) : line);
  }
}

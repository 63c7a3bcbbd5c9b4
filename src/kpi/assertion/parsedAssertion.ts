import type { Assertion, Comparison, Operand, Step } from "./assertion.ts";
import { type Statistic, statistics } from "./statistics.ts";
import { type StayFigure, stayFigures } from "./stayFigures.ts";

/** What is wrong with a line, from which character on. */
export class AssertionFlaw extends Error {
  readonly offset: number;
  /** The word that is not known, and those that are. */
  readonly word: string | null;
  readonly known: readonly string[];

  constructor(offset: number, message: string, word: string | null = null, known: string[] = []) {
    super(message);
    this.name = "AssertionFlaw";
    this.offset = offset;
    this.word = word;
    this.known = known;
  }
}

interface Token {
  readonly kind: "number" | "name" | "text" | "comparison" | "sign" | "end";
  readonly text: string;
  readonly offset: number;
}

const TOKEN =
  /\s*(?:(?<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?<name>[A-Za-z_]\w*)|(?<text>"[^"]*"|'[^']*')|(?<comparison><=|>=|==|!=|<|>)|(?<sign>[.()[\]]))/y;

/** Longer than anything that anybody writes. */
const MOST_CHARACTERS = 500;

/**
 * Reads `site.peak15Kw <= 750`: two sides, each a number, a figure of the summary, a statistic
 * of all stays or a figure of the stays of one bus. Whether there is such a figure or bus is
 * not known here.
 * @throws AssertionFlaw for anything else
 */
export function parsedAssertion(text: string): Assertion {
  if (text.length > MOST_CHARACTERS) {
    throw new AssertionFlaw(MOST_CHARACTERS, `expected at most ${MOST_CHARACTERS} characters`);
  }
  const reader = new Reader(tokensOf(text));
  const left = reader.operand();
  const comparison = reader.take("comparison", "one of <= >= == != < >").text as Comparison;
  const right = reader.operand();
  reader.take("end", "the end of the line");
  return { text: text.trim(), left, comparison, right };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (text.slice(offset).trim() !== "") {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    const start = text.length - text.slice(offset).trimStart().length;
    if (match === null) {
      throw new AssertionFlaw(start, `found ${text.slice(start, start + 1)}, expected a figure`);
    }
    const [kind, found] = Object.entries(match.groups!).find(([, part]) => part !== undefined)!;
    tokens.push({ kind: kind as Token["kind"], text: found, offset: start });
    offset = TOKEN.lastIndex;
  }
  return [...tokens, { kind: "end", text: "", offset: text.trimEnd().length }];
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  take(kind: Token["kind"], expected: string): Token {
    const token = this.#tokens[this.#at]!;
    if (token.kind !== kind) throw this.#unexpected(expected);
    if (kind !== "end") this.#at++;
    return token;
  }

  operand(): Operand {
    const token = this.#tokens[this.#at]!;
    if (token.kind === "number") {
      this.#at++;
      return { kind: "number", value: Number(token.text) };
    }
    const name = this.take("name", "a number or a figure such as site.peak15Kw");
    if (this.#skips("(")) return this.#call(name);
    const steps = this.#path(name);
    const [first, second, third, ...more] = steps;
    if (first!.key === "stays") {
      const known = Object.keys(statistics).join(", ");
      const message = `stays are many: expected one of ${known} of them, as min(stays.unmetKwh)`;
      throw new AssertionFlaw(token.offset, message);
    }
    if (first!.key !== "sessions") return { kind: "figure", steps };
    if (typeof second?.key !== "string" || third === undefined || more.length > 0) {
      const message = 'expected a bus and a figure, as sessions["S12-01"].socAtDeparture';
      throw new AssertionFlaw(token.offset, message);
    }
    const { key: vehicleId, offset } = second;
    return { kind: "sessions", vehicleId, offset, figure: stayFigure(third) };
  }

  #call({ text, offset }: Token): Operand {
    if (!Object.hasOwn(statistics, text)) {
      throw new AssertionFlaw(offset, `there is no ${text}()`, text, Object.keys(statistics));
    }
    const [first, figure, ...more] = this.#path(this.take("name", "a figure of stays"));
    if (first!.key !== "stays" || figure === undefined || more.length > 0) {
      const message = `expected a figure of stays, as ${text}(stays.socAtDeparture)`;
      throw new AssertionFlaw(first!.offset, message);
    }
    if (!this.#skips(")")) throw this.#unexpected(")");
    return { kind: "stays", statistic: text as Statistic, figure: stayFigure(figure) };
  }

  #path(first: Token): Step[] {
    const steps: Step[] = [{ key: first.text, offset: first.offset }];
    for (;;) {
      if (this.#skips(".")) {
        const { text, offset } = this.take("name", "a name after the point");
        steps.push({ key: text, offset });
      } else if (this.#skips("[")) {
        steps.push(this.#index());
        if (!this.#skips("]")) throw this.#unexpected("]");
      } else {
        return steps;
      }
    }
  }

  #index(): Step {
    const { kind, text, offset } = this.#tokens[this.#at]!;
    if (kind === "text") {
      this.#at++;
      return { key: text.slice(1, -1), offset };
    }
    if (kind !== "number" || !/^\d+$/.test(text))
      throw this.#unexpected('a name in quotes, as ["S12-01"]');
    this.#at++;
    return { key: Number(text), offset };
  }

  #skips(sign: string): boolean {
    const { kind, text } = this.#tokens[this.#at]!;
    if (kind !== "sign" || text !== sign) return false;
    this.#at++;
    return true;
  }

  #unexpected(expected: string): AssertionFlaw {
    const { kind, text, offset } = this.#tokens[this.#at]!;
    const found = kind === "end" ? "the end of the line" : text;
    return new AssertionFlaw(offset, `found ${found}, expected ${expected}`);
  }
}

function stayFigure({ key, offset }: Step): StayFigure {
  if (Object.hasOwn(stayFigures, key)) return key as StayFigure;
  const known = Object.keys(stayFigures);
  throw new AssertionFlaw(offset, `a stay has no figure "${key}"`, String(key), known);
}

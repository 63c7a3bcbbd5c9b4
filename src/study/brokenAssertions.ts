import type { RunRow } from "./runRow.ts";

/** An assertion, and in how many nights it does not hold. */
export interface BrokenAssertion {
  readonly assertion: string;
  readonly nights: number;
  /** The first of them, and the command that shows it alone. */
  readonly seed: number;
  readonly command: string;
}

/** Counts what does not hold, night by night; what it says does not depend on their order. */
export class BrokenAssertions {
  readonly #byText = new Map<string, BrokenAssertion & { readonly run: number }>();

  add(row: RunRow): void {
    const { run, seed, command } = row;
    for (const assertion of brokenIn(row)) {
      const known = this.#byText.get(assertion) ?? { assertion, nights: 0, run, seed, command };
      const first = run < known.run ? { run, seed, command } : {};
      this.#byText.set(assertion, { ...known, ...first, nights: known.nights + 1 });
    }
  }

  /** Those broken most often first. */
  get list(): BrokenAssertion[] {
    return [...this.#byText.values()]
      .toSorted((a, b) => b.nights - a.nights || (a.assertion < b.assertion ? -1 : 1))
      .map(({ run: _run, ...told }) => told);
  }
}

function brokenIn(row: RunRow): readonly string[] {
  const texts = row["assertions.notSo"];
  return typeof texts === "string" ? (JSON.parse(texts) as string[]) : [];
}

import type { Verdict } from "../kpi/index.ts";
import { junitXml } from "./junitXml.ts";
import { foundText } from "./verdictLines.ts";

/** What a JUnit file says beside the verdicts. */
export interface JunitFacts {
  readonly name: string;
  readonly seed: number;
  readonly digest: string;
}

/** A JUnit file: one test case per assertion, with the value found; one not judged is skipped. */
export function junit({ name, seed, digest }: JunitFacts, verdicts: readonly Verdict[]): string {
  const cases = verdicts.map((verdict) => {
    const { assertion, holds } = verdict;
    return { name: assertion, holds, found: foundText(verdict) };
  });
  return junitXml([{ name, properties: { seed: String(seed), digest }, cases }]);
}

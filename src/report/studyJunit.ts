import type { BrokenAssertion } from "../study/index.ts";
import { brokenText } from "./brokenText.ts";
import { junitXml } from "./junitXml.ts";

/** What came of the assertions of a scenario in many nights. */
export interface AssertedNights {
  readonly name: string;
  /** All of them. */
  readonly assertions: readonly string[];
  readonly broken: readonly BrokenAssertion[];
  /** Nights that were done. */
  readonly done: number;
}

/**
 * A JUnit file: one test case per assertion and scenario, which fails when some night breaks it.
 * @param varied what was varied, in words
 * @param complete false: what no night has broken so far is not judged
 */
export function studyJunit(
  suites: readonly AssertedNights[],
  varied: string,
  complete: boolean,
): string {
  return junitXml(
    suites.map(({ name, assertions, broken, done }) => ({
      name,
      properties: { varied },
      cases: assertions.map((assertion) => {
        const found = broken.find((one) => one.assertion === assertion);
        const isSkipped = found === undefined && (!complete || done === 0);
        const holds = isSkipped ? null : found === undefined;
        const none = isSkipped ? "not judged: not all nights are done" : "holds in every night";
        const says =
          found === undefined ? none : `${brokenText(found, done)}, the first: ${found.command}`;
        return { name: assertion, holds, found: says };
      }),
    })),
  );
}

import type { Verdict } from "../kpi/index.ts";
import { foundText } from "./verdictLines.ts";

/** What a JUnit file says beside the verdicts. */
export interface JunitFacts {
  readonly name: string;
  readonly seed: number;
  readonly digest: string;
}

/** A JUnit file: one test case per assertion, with the value found; one not judged is skipped. */
export function junit({ name, seed, digest }: JunitFacts, verdicts: readonly Verdict[]): string {
  const failures = verdicts.filter(({ holds }) => holds === false).length;
  const skipped = verdicts.filter(({ holds }) => holds === null).length;
  const counts = `tests="${verdicts.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(name)}" ${counts}>`,
    "    <properties>",
    `      <property name="seed" value="${seed}"/>`,
    `      <property name="digest" value="${escaped(digest)}"/>`,
    "    </properties>",
    ...verdicts.flatMap((verdict) => testCase(name, verdict)),
    "  </testsuite>",
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function testCase(name: string, verdict: Verdict): string[] {
  const { assertion, holds } = verdict;
  const found = escaped(foundText(verdict));
  const attributes = `classname="${escaped(name)}" name="${escaped(assertion)}"`;
  const outcome =
    holds === null
      ? [`      <skipped message="${found}"/>`]
      : [
          ...(holds ? [] : [`      <failure message="${found}"/>`]),
          `      <system-out>${found}</system-out>`,
        ];
  return [`    <testcase ${attributes}>`, ...outcome, "    </testcase>"];
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text for XML 1.0, which has no way to say most control characters: they become question marks. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "?")
    .replaceAll(/[&<>"]/g, (character) => entities[character]!)
    .replaceAll(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

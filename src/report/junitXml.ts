/** A suite of a JUnit file. */
export interface TestSuite {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly TestCase[];
}

interface TestCase {
  readonly name: string;
  /** null: not judged. */
  readonly holds: boolean | null;
  /** What was found. */
  readonly found: string;
}

/** The text of a JUnit file. */
export function junitXml(suites: readonly TestSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${countsOf(all)}>`,
    ...suites.flatMap(({ name, properties, cases }) => [
      `  <testsuite name="${escaped(name)}" ${countsOf(cases)}>`,
      "    <properties>",
      ...Object.entries(properties).map(
        ([key, value]) => `      <property name="${escaped(key)}" value="${escaped(value)}"/>`,
      ),
      "    </properties>",
      ...cases.flatMap((one) => testCase(name, one)),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function countsOf(cases: readonly TestCase[]): string {
  const failures = cases.filter(({ holds }) => holds === false).length;
  const skipped = cases.filter(({ holds }) => holds === null).length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function testCase(suite: string, { name, holds, found }: TestCase): string[] {
  const says = escaped(found);
  const attributes = `classname="${escaped(suite)}" name="${escaped(name)}"`;
  const outcome =
    holds === null
      ? [`      <skipped message="${says}"/>`]
      : [
          ...(holds ? [] : [`      <failure message="${says}"/>`]),
          `      <system-out>${says}</system-out>`,
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

import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";

/** What is banned in every source, and what to write instead. */
const banned: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(TODO|FIXME|XXX|HACK)\b/, "finish it"],
  [/: any\b|as any\b|<any>/, "say what it is"],
  [/@ts-(ignore|expect-error|nocheck)/, "mend the type"],
  [/(ox|es)lint-disable/, "mend the code, or change the rule for all"],
  [/\bprocess\./, "host and cli/main own the process"],
  [/toLocale\w*String|localeCompare|Intl\.(?!DateTimeFormat)/, "differs between machines"],
  [/ \*\* /, "use multiplication or engine's functions: ** is Math.pow"],
  [/\bconsole\./, "words go through surroundings"],
];

const exceptions = new Map([
  ["process.", ["host/diskFiles.ts", "host/onInterrupt.ts", "cli/main.ts"]],
  ["Intl", ["operations/zone.ts"]],
  ["**", ["engine/eventQueue.ts"]],
]);

describe("words that are not used", () => {
  it.each(banned)("%s (%s)", (pattern) => {
    const allowed = new Set(
      [...exceptions]
        .filter(([key]) => pattern.source.replaceAll("\\", "").includes(key))
        .flatMap(([, names]) => names),
    );
    const wrong = sources
      .filter(({ name, text }) => pattern.test(spoken(pattern, text)) && !allowed.has(name))
      .map(({ name }) => name);
    expect(wrong).toEqual([]);
  });
});

/** Comments may say any word but those of unfinished work. */
function spoken(pattern: RegExp, text: string): string {
  if (pattern.source.includes("TODO")) return text;
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

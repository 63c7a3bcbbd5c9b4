import path from "node:path";
import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";

/** Files that hold a family of small things of one kind, and entry points. */
const families = new Set([
  "engine/math.ts",
  "messages/onLink.ts",
  "scenario/schema/quantity.ts",
  "scenario/timetable/presets.ts",
  "protocols/vdv463/model/units.ts",
  "protocols/vdv463/schema/values.ts",
  "cli/options.ts",
  "cli/main.ts",
  "host/nightThread.ts",
  "host/replicationThread.ts",
]);

describe("a file is a word", () => {
  it("bears the name of something it exports", () => {
    const wrong = sources.filter(({ name, text }) => {
      const word = path.posix.basename(name, ".ts");
      if (word === "index" || families.has(name)) return false;
      const exported = [
        ...text.matchAll(
          /^export (?:abstract )?(?:async )?(?:class|function\*?|const|interface|type) (\w+)/gm,
        ),
      ].map((match) => match[1] ?? "");
      return !exported.some((each) => each[0]?.toLowerCase() + each.slice(1) === word);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it("says nothing with utils, helpers, common or misc", () => {
    const wrong = sources.filter(({ name }) => /util|helper|common|misc|manager/i.test(name));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it("has no letter case apart: two names never differ by case alone", () => {
    const names = sources.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("quantities carry their unit", () => {
  it("has no power, energy, soc or time named without one in an interface", () => {
    const wrong = sources.flatMap(({ name, text }) =>
      [
        ...text.matchAll(
          /^ {2}(?:readonly )?(\w*(?:[Pp]ower|[Ee]nergy|[Dd]uration|[Dd]elay|[Tt]emperature|[Ll]imit))\??: number/gm,
        ),
      ].map((match) => `${name}: ${match[1]}`),
    );
    expect(wrong).toEqual([]);
  });
});

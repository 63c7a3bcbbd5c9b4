import { describe, expect, it } from "vitest";
import { languages } from "../../src/report/index.ts";
import { strategies } from "../../src/planning/index.ts";

/** Written alike in both languages. */
const ALIKE = new Set(["daysAxis", "maximum", "version", "targetSays", "bus"]);

const { en, de } = languages;

/** What a language says under a key, with figures where it wants some. */
function said(value: unknown): unknown {
  return typeof value === "function"
    ? (value as (...args: unknown[]) => unknown)("3", 2, 1)
    : value;
}

describe("the languages of a report", () => {
  it("have the same keys, and none is empty", () => {
    expect(Object.keys(de).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const words of Object.values(languages)) {
      for (const [key, value] of Object.entries(words)) {
        expect([key, typeof value]).toEqual([key, typeof en[key as keyof typeof en]]);
        expect([key, String(said(value))]).not.toEqual([key, ""]);
      }
    }
  });

  it("say things in their own words", () => {
    const same = Object.keys(en).filter((key) => {
      const [ours, theirs] = [en, de].map((words) => said(words[key as keyof typeof en]));
      return typeof ours === "string" && ours === theirs && /[a-z]{3}/i.test(ours);
    });
    expect(same.filter((key) => !ALIKE.has(key))).toEqual([]);
  });

  it("know every strategy, every target, and what bounds leave out", () => {
    expect(Object.keys(de.strategySays).toSorted()).toEqual(Object.keys(strategies).toSorted());
    expect(Object.keys(de.targetSays)).toEqual(Object.keys(en.targetSays));
    expect(Object.keys(de.relaxed)).toEqual(Object.keys(en.relaxed));
    expect([de.weekdays.length, de.months.length]).toEqual([7, 12]);
  });
});

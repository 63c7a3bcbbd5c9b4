import { describe, expect, it } from "vitest";
import { depotYaml, problemIn, problemWith } from "../support/soundDepot.ts";

describe("text that is no YAML", () => {
  it.each([
    ["a quote", "stays.csv", "'stays.csv", "depot.yaml:2:9 found a ' that is never closed"],
    ["a bracket", "[solo]", "[solo", "depot.yaml:9:14 found a [ that is never closed"],
    ["a brace", "grid:", "grid: { contractKw: 5", "depot.yaml:15:7 found a { that is never closed"],
    [
      "a colon left out",
      "stations:\n",
      "stations\n",
      "depot.yaml:10:1 found a key over several lines (is a colon missing after a key?)",
    ],
    ["a tab", "  file", "\tfile", "depot.yaml:2:1 found a tab (indent with spaces)"],
    [
      "a line too far in",
      "  date:",
      "    date:",
      "depot.yaml:2:9 found a key within the value of another key (is a line indented too far, " +
        "or text with a colon not in quotes?)",
    ],
    [
      "a backslash in double quotes",
      "stays.csv",
      '"C:\\depot\\stays.csv"',
      "depot.yaml:2:12 found a backslash in double quotes that means nothing (put the text in single quotes)",
    ],
    [
      "a sign that begins no text",
      "ratedKw: 150",
      "ratedKw: @150",
      "depot.yaml:13:14 no text begins with this sign (put it in quotes)",
    ],
    [
      "a tag",
      "ratedKw: 150",
      "ratedKw: !kw 150",
      "depot.yaml:13:14 found a tag like !name (write the value without it)",
    ],
    [
      "an alias of nothing",
      "ratedKw: 150",
      "ratedKw: *kw",
      'depot.yaml:13:14 found *kw, but nothing before it is named &kw (name it, or put "*kw" in quotes)',
    ],
    [
      "an alias within itself",
      "  children:\n",
      "  children: &a\n    - children: *a\n",
      "depot.yaml:18:17 found *a within &a itself: that has no end (write the value out)",
    ],
  ])("tells of %s, once and without the parser's words", async (_, sound, bad, message) => {
    expect(await problemIn(sound, bad)).toBe(message);
  });

  it("tells of a second document", async () => {
    expect(await problemWith({ "depot.yaml": `${depotYaml}---\nname: x\n` })).toBe(
      "depot.yaml:22:1 found a second document after --- (keep one scenario in a file)",
    );
  });

  it("tells of every key that is given twice", async () => {
    const yaml = depotYaml.replace("ratedKw: 150", "ratedKw: 150\n    ratedKw: 160");
    expect(await problemWith({ "depot.yaml": `${yaml}grid: {}\n` })).toBe(
      "depot.yaml:14:5 the key ratedKw is given twice (keep one of them)\n" +
        "depot.yaml:23:1 the key grid is given twice (keep one of them)",
    );
  });

  it.each([
    ["a list", "- a\n- b\n", "a list"],
    ["a word", "hello\n", "a single value"],
    ["a number", "5\n", "a single value"],
  ])("tells of %s in place of a mapping", async (_, text, found) => {
    expect(await problemWith({ "depot.yaml": text })).toBe(
      `depot.yaml:1:1 found ${found}, expected a mapping with timetable, vehicleTypes, ` +
        "stations … (is it really a scenario?)",
    );
  });
});

describe("text that is made to take long", () => {
  const bomb = Array.from("abcdefghi")
    .map((name, i, all) => {
      const inner = i === 0 ? "lol" : `*${all[i - 1]}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => inner).join(", ")}]\n`;
    })
    .join("");

  it("refuses aliases of aliases before they are written out", async () => {
    expect(await problemWith({ "depot.yaml": bomb })).toBe(
      "depot.yaml:1:1 aliases (*name) of aliases stand for too many values (write the values out)",
    );
  });

  it("refuses more aliases than anybody writes", async () => {
    const yaml = `x: &x 1\ny: [${"*x, ".repeat(100_000)}]\n`;
    expect(await problemWith({ "depot.yaml": yaml })).toBe(
      "depot.yaml:2:4005 found more than 1000 aliases (write the value out)",
    );
  });

  it.each([
    ["that are closed", `x: ${"[".repeat(3000)}${"]".repeat(3000)}`],
    ["that are not", `x: ${"[".repeat(20_000)}`],
    ["just deeper than any grid", `x: ${"[".repeat(120)}${"]".repeat(120)}`],
    [
      "made of aliases",
      `x: &x ${"[".repeat(60)}${"]".repeat(60)}\ny: ${"[".repeat(60)}*x${"]".repeat(60)}`,
    ],
  ])("refuses brackets within brackets %s", async (_, text) => {
    expect(await problemWith({ "depot.yaml": text })).toMatch(
      /^depot\.yaml:1:\d+ lists and mappings are nested too deep \([^\n]*\)$/,
    );
  });
});

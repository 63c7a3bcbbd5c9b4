import { describe, expect, it } from "vitest";
import { depotYaml, load, problemWith } from "../support/soundDepot.ts";

const problemOf = (...lines: readonly string[]): Promise<string> =>
  problemWith({
    "depot.yaml": `${depotYaml}assert:\n${lines.map((line) => `  - ${line}\n`).join("")}`,
  });

describe("assertions that cannot be", () => {
  it.each([
    [
      "site.peak15kw <= 750",
      '23:10 assert.0: there is no "peak15kw" in site (did you mean peak15Kw?)',
    ],
    [
      "sites.peak15Kw <= 750",
      '23:5 assert.0: there is no "sites" in the summary (did you mean site?)',
    ],
    ["750 >= site.peak", '23:17 assert.0: there is no "peak" in site'],
    ['"750 >= site.peak15Kv"', '23:18 assert.0: there is no "peak15Kv" in site (did you mean'],
    [
      "'p05(stays.socAtDepature) >= 1'",
      '23:16 assert.0: a stay has no figure "socAtDepature" (did you mean socAtDeparture?)',
    ],
    [
      "mode(stays.unmetKwh) < 1",
      "23:5 assert.0: there is no mode() (known: min, max, mean, median, p05, p95)",
    ],
    ['sessions["B3"].unmetKwh < 1', '23:14 assert.0: there is no bus "B3" (did you mean B1?)'],
    ["site.peak15At < 1", "23:5 assert.0: site.peak15At is text, expected a number"],
    ["complete == 1", "23:5 assert.0: complete is yes or no, expected a number"],
    ["bounds.relaxed == 0", "23:5 assert.0: bounds.relaxed is a list, expected a number"],
    [
      "departures <= 1",
      "23:5 assert.0: departures is not one figure, expected one of its: total, late,",
    ],
    [
      "departures.short.all <= 1",
      '23:22 assert.0: there is no "all" in departures.short (there is none)',
    ],
    ["departures.short", "23:21 assert.0: found the end of the line, expected one of <="],
    ["site.__proto__.x < 1", '23:10 assert.0: there is no "__proto__" in site'],
    ["7", 'assert.0: found 7, expected text (write "7" in quotes)'],
  ])("are told at their column: %s", async (line, message) => {
    expect(await problemOf(line)).toContain(
      `depot.yaml:${message.startsWith("assert") ? "23:5 " : ""}${message}`,
    );
  });

  it("are told all at once, and those of the command line, too", async () => {
    expect((await problemOf("a < 1", "1 < 2", "b < 1")).split("\n")).toHaveLength(2);
    expect(await problemWith({}, ["assert=[site.peak <= 1]"])).toMatch(
      /^--set assert=\[site\.peak <= 1\] assert\.0: there is no "peak" in site/,
    );
  });

  it("are told at their column in the file that another extends, too", async () => {
    const base = `${depotYaml}assert:\n  - site.peak <= 1\n`;
    expect(await problemWith({ "base.yaml": base, "depot.yaml": "extends: base.yaml\n" })).toMatch(
      /^base\.yaml:23:10 assert\.0: there is no "peak" in site/,
    );
  });

  it("may ask for all that there may be", async () => {
    const { assertions } = await load({}, [
      'assert=["bounds.exactMinPeakKw <= 9", "limits.maxBreaches == 0", "departures.late < 3"]',
    ]);
    expect(assertions).toHaveLength(3);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AssertionFlaw, parsedAssertion } from "../../../src/kpi/index.ts";

function flawIn(text: string): string {
  try {
    parsedAssertion(text);
  } catch (error) {
    if (!(error instanceof AssertionFlaw)) throw error;
    return `${error.offset}: ${error.message}`;
  }
  return "none";
}

describe("an assertion", () => {
  it("is two sides and how they compare", () => {
    expect(parsedAssertion("  site.days[0].peak15Kw<=-7.5e2 ")).toEqual({
      text: "site.days[0].peak15Kw<=-7.5e2",
      left: {
        kind: "figure",
        steps: [
          { key: "site", offset: 2 },
          { key: "days", offset: 7 },
          { key: 0, offset: 12 },
          { key: "peak15Kw", offset: 15 },
        ],
      },
      comparison: "<=",
      right: { kind: "number", value: -750 },
    });
  });

  it("may ask for a bus by any name, and for all stays at once", () => {
    const { left, right } = parsedAssertion(`sessions['B "1"'].unmetKwh < median( stays.gridKwh )`);
    expect(left).toEqual({
      kind: "sessions",
      vehicleId: 'B "1"',
      offset: 9,
      figure: "unmetKwh",
    });
    expect(right).toEqual({ kind: "stays", statistic: "median", figure: "gridKwh" });
  });

  it.each([
    ["", "0: found the end of the line, expected a number or a figure such as site.peak15Kw"],
    ["a.b", "3: found the end of the line, expected one of <= >= == != < >"],
    ["a.b = 3", "4: found =, expected a figure"],
    ["a.b <= 3 kW", "9: found kW, expected the end of the line"],
    ["a. <= 3", "3: found <=, expected a name after the point"],
    ["a[b] <= 3", '2: found b, expected a name in quotes, as ["S12-01"]'],
    ["a[-1] <= 3", '2: found -1, expected a name in quotes, as ["S12-01"]'],
    ['a["b" <= 3', "6: found <=, expected ]"],
    ['a["b] <= 3', '2: found ", expected a figure'],
    ["a <= 3 and b <= 4", "7: found and, expected the end of the line"],
    ["(a) <= 3", "0: found (, expected a number or a figure such as site.peak15Kw"],
    ["p5(stays.unmetKwh) < 1", "0: there is no p5()"],
    ["toString(stays.unmetKwh) < 1", "0: there is no toString()"],
    ["min(site.peak15Kw) < 1", "4: expected a figure of stays, as min(stays.socAtDeparture)"],
    ["min(stays.unmetKwh < 1", "19: found <, expected )"],
    ["min(stays.unmet) < 1", '10: a stay has no figure "unmet"'],
    ["min(stays.constructor) < 1", '10: a stay has no figure "constructor"'],
    [
      "stays.unmetKwh < 1",
      "0: stays are many: expected one of min, max, mean, median, p05, p95 of them, as min(stays.unmetKwh)",
    ],
    [
      "sessions.B1.unmetKwh.x < 1",
      '0: expected a bus and a figure, as sessions["S12-01"].socAtDeparture',
    ],
    [
      "sessions[1].unmetKwh < 1",
      '0: expected a bus and a figure, as sessions["S12-01"].socAtDeparture',
    ],
    ["1 < ; process.exit()", "4: found ;, expected a figure"],
  ])("tells what is wrong, and where: %s", (text, flaw) => {
    expect(flawIn(text)).toBe(flaw);
  });

  it("is read or refused at a character of the line, whatever stands there", () => {
    const pieces = fc.constantFrom(
      ..."site . [ ] ( ) \" ' <= < == 1 .5 1e9 min stays sessions a é".split(" "),
    );
    const lines = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(lines, (line) => {
        const flaw = flawIn(line);
        if (flaw === "none") return;
        const offset = Number(flaw.split(":")[0]);
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(line.length);
      }),
      { numRuns: 2000 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../src/kpi/index.ts";
import { junit } from "../../src/report/index.ts";
import { elementsOf, parsedXml, textOf } from "../support/parsedXml.ts";

const facts = { name: "night", seed: 7, digest: "d" };
const HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

function suiteOf(verdicts: readonly Verdict[], name = facts.name) {
  const xml = junit({ ...facts, name }, verdicts);
  expect(xml.startsWith(HEADER)).toBe(true);
  return parsedXml(xml.slice(HEADER.length));
}

describe("a JUnit file", () => {
  it("has a case for each assertion, with what was found", () => {
    const suite = suiteOf([
      { assertion: "a.b <= 7", holds: true, found: 6, against: 7 },
      { assertion: "a.b <= c.d", holds: false, found: 6, against: 5 },
      { assertion: "x.y < 1", holds: false, found: null, against: 1 },
      { assertion: "z < 1", holds: null, found: null, against: null },
    ]);
    expect(suite.attributes).toEqual({ tests: "4", failures: "2", errors: "0", skipped: "1" });
    const cases = elementsOf(suite, "testcase");
    expect(cases.map(({ attributes }) => attributes["name"])).toEqual([
      "a.b <= 7",
      "a.b <= c.d",
      "x.y < 1",
      "z < 1",
    ]);
    expect(cases.map((one) => textOf(one).trim())).toEqual([
      "found 6",
      "found 6, held against 5",
      "found nothing",
      "",
    ]);
    const messages = elementsOf(suite, "failure").map(({ attributes }) => attributes["message"]);
    expect(messages).toEqual(["found 6, held against 5", "found nothing"]);
    expect(elementsOf(suite, "skipped")).toHaveLength(1);
  });

  it("is sound where there is nothing to tell", () => {
    expect(suiteOf([]).attributes["tests"]).toBe("0");
  });

  it("is XML whatever the names are, and keeps all that XML can say", () => {
    const anything = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...Array.from("<>&\"'\n\t\r]\u0000\u0001\ud800\uffff\u{1f68c}é")),
        fc.string({ minLength: 1, maxLength: 1, unit: "binary" }),
      ),
    });
    fc.assert(
      fc.property(anything, anything, (name, assertion) => {
        const suite = suiteOf([{ assertion, holds: false, found: 1, against: 2 }], name);
        const [one] = elementsOf(suite, "testcase");
        const sayable = (text: string): string =>
          text.replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "?");
        expect(one!.attributes).toEqual({ classname: sayable(name), name: sayable(assertion) });
      }),
      { numRuns: 500 },
    );
  });
});

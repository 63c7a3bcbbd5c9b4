import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { annotatedYaml } from "../../src/scenario/index.ts";

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(...Array.from("a:#,[]{}\n\t -'\"&*!|>%@`05")) }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("mapping"),
  ),
  mapping: fc.dictionary(fc.string({ minLength: 1 }), tie("value"), { maxKeys: 4 }),
}));

describe("YAML with a comment on every value", () => {
  it("reads as what it was made from, whatever that is", () => {
    fc.assert(
      fc.property(plain.mapping, (value) => {
        const text = annotatedYaml(value, () => ({ from: "default" }));
        expect(parse(text) ?? {}).toEqual(value);
      }),
      { numRuns: 1000, examples: [[{ "\u00a0": "\u2003" }], [{ a: "---", "...": "a\r" }]] },
    );
  });

  it("says of each line with a value, and of no other, where it comes from", () => {
    const value = { a: { b: 1, c: [1, 2], d: {} }, e: [{ f: "x", g: [{ h: 0.5 }] }] };
    const text = annotatedYaml(value, (path) => ({
      from: "file",
      file: `depots/${String(path[0])}.yaml`,
      line: path.length,
      column: 1,
    }));
    expect(text.split("\n")).toEqual([
      "a:",
      "  b: 1          # a.yaml:2",
      "  c: [1, 2]     # a.yaml:2",
      "  d: {}         # a.yaml:2",
      "e:",
      "  - f: x        # e.yaml:3",
      "    g:",
      "      - h: 0.5  # e.yaml:5",
      "",
    ]);
  });

  it("names files with their folders where they are not to be told apart otherwise", () => {
    const text = annotatedYaml({ a: 1, b: 2 }, ([key]) => ({
      from: "file",
      file: `${String(key)}/depot.yaml`,
      line: 1,
      column: 1,
    }));
    expect(text).toBe("a: 1  # a/depot.yaml:1\nb: 2  # b/depot.yaml:1\n");
  });

  it("keeps comments in the terminal, but for lines that leave them no room", () => {
    const value = { short: 1, long: "x".repeat(90) };
    const [short, long] = annotatedYaml(value, () => ({ from: "default" })).split("\n");
    expect(short).toBe("short: 1  # default");
    expect(long).toBe(`long: ${"x".repeat(90)}  # default`);
  });
});

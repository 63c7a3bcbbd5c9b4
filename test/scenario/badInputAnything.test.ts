import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { InputProblem } from "../../src/scenario/index.ts";
import { depotYaml, load, staysCsv } from "../support/soundDepot.ts";

/** Words of libraries and of programmers, none of which help a planner. */
const jargon =
  /\b(Invalid|Too (small|big)|received|undefined|object Object|schema|parse|token|scalar|node end|regex|pattern|Unrecognized|stack|null)\b|Error:|\n {4}at /;

/** Whatever may stand where something else belongs. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    NaN,
    Infinity,
    -Infinity,
    -1,
    0,
    0.5,
    2,
    1e9,
    1e300,
    "",
    " ",
    "150 kW",
    "hall",
    "S12",
    "asNeeded",
    "__proto__",
    "2026-02-30",
    "25:00",
    [],
    {},
    [[]],
    [[0, 1]],
    { daily: [] },
    { file: "nowhere.csv" },
    { constructor: 1 },
  ),
  fc.string(),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Every place of a value, `["stations", "0", "count"]`. */
function placesIn(value: unknown, above: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [...above, key],
    ...placesIn(inner, [...above, key]),
  ]);
}

function put(container: unknown, [step, ...rest]: readonly string[], value: unknown): void {
  const inner = container as Record<string, unknown>;
  if (rest.length === 0) inner[step!] = value;
  else put(inner[step!], rest, value);
}

/** Loads, and holds whatever is said against what people can use. */
async function check(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const problem = await load(files).then(
    () => null,
    (error: unknown) => error,
  );
  if (problem === null) return;
  if (!(problem instanceof InputProblem)) throw problem;
  expect(problem.flaws.length).toBeGreaterThan(0);
  expect(problem.flaws.length).toBeLessThanOrEqual(10);
  for (const { place, message } of problem.flaws) {
    expect(place.file).toMatch(/^(depot\.yaml|base\.yaml|stays\.csv|nowhere\.csv)$/);
    // What was found is shown as it is.
    const said = message
      .replace(/found .*, expected/s, "")
      .replaceAll(/"(?:[^"\\]|\\.)*(?:"|…)/g, "");
    expect(said).not.toMatch(jargon);
  }
}

const PLAIN = { aliasDuplicateObjects: false };

describe("input of any kind", () => {
  const places = placesIn(parse(depotYaml));

  it("is used or refused in words, whatever stands in a scenario", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...places), junk), { minLength: 1, maxLength: 2 }),
        async (changes) => {
          const value: unknown = parse(depotYaml);
          for (const [place, bad] of changes.toSorted(([a], [b]) => b.length - a.length)) {
            put(value, place, bad);
          }
          await check({ "depot.yaml": stringify(value, PLAIN) });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is used or refused in words, whatever stands in a scenario and in the one it extends", async () => {
    const change = fc.tuple(fc.constantFrom(...places), junk);
    const kept = fc.subarray(Object.keys(parse(depotYaml) as object));
    await fc.assert(
      fc.asyncProperty(change, change, kept, async (ours, theirs, keys) => {
        const [child, base] = [ours, theirs].map(([place, bad]) => {
          const value = parse(depotYaml) as Record<string, unknown>;
          put(value, place, bad);
          return value;
        });
        const own = Object.fromEntries(keys.map((key) => [key, child![key]]));
        await check({
          "depot.yaml": stringify({ extends: "base.yaml", ...own }, PLAIN),
          "base.yaml": stringify(base, PLAIN),
        });
      }),
      { numRuns: 500 },
    );
  });

  it("is used or refused in words, whatever stands in a cell", async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        "",
        " ",
        "-1",
        "NaN",
        "1e999",
        "25:10",
        "-00:41",
        "99:59",
        '"',
        "2026-03-03 18:00",
      ),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(4), cell, async (row, column, text) => {
        const rows = staysCsv.split("\n").map((line) => line.split(","));
        rows[row]![column] = text;
        await check({ "stays.csv": rows.map((cells) => cells.join(",")).join("\n") });
      }),
      { numRuns: 500 },
    );
  });

  it("is used or refused in words, whatever bytes a file is cut to or broken with", async () => {
    const files = { "depot.yaml": depotYaml, "stays.csv": staysCsv } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("depot.yaml" as const, "stays.csv" as const),
        fc.nat(),
        fc.uint8Array({ maxLength: 4 }),
        fc.boolean(),
        async (file, at, bytes, isCut) => {
          const sound = [...new TextEncoder().encode(files[file])];
          const index = at % sound.length;
          sound.splice(index, isCut ? Infinity : bytes.length, ...bytes);
          await check({ [file]: Uint8Array.from(sound) });
        },
      ),
      { numRuns: 500 },
    );
  });
});

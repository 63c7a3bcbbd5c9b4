import { describe, expect, it } from "vitest";
import { InputProblem, readPlanningProblem } from "../../src/scenario/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { bus, plainProblem, site } from "../support/plainProblem.ts";

const whole = plainProblem([bus("a", 0, 2, 100), bus("b", 1, 3, 100, { node: 1, cabinet: 0 })], {
  nodes: [site(), site({ id: "hall", parent: 0 })],
  cabinets: [{ id: "pair", node: 1, ratedKw: 100, moduleKw: null, outletsAtOnce: null }],
  eurPerKwh: [
    [0, 0.3],
    [3_600_000, 0.1],
  ],
});

const asText = (value: unknown): string => JSON.stringify(value, null, 2);

/** What is wrong with the file when one value at a path is another. */
async function flawsWith(path: string, value: unknown): Promise<string> {
  const changed = structuredClone(whole) as unknown as Record<string, unknown>;
  const steps = path.split(".");
  let at = changed;
  for (const step of steps.slice(0, -1)) at = at[step] as Record<string, unknown>;
  if (value === undefined) delete at[steps.at(-1)!];
  else at[steps.at(-1)!] = value;
  return flawsOf(asText(changed));
}

async function flawsOf(text: string): Promise<string> {
  try {
    await readPlanningProblem(memoryFiles({ "p.json": text }), "p.json");
    return "";
  } catch (error) {
    if (error instanceof InputProblem) return error.message;
    throw error;
  }
}

describe("a problem file", () => {
  it("comes back as it was written", async () => {
    const files = memoryFiles({ "p.json": asText(whole) });
    expect(await readPlanningProblem(files, "p.json")).toEqual(whole);
  });

  it.each([
    ["nodes.1.parent", 1, "nodes.1.parent: found 1, expected a node before this one, 0 to 0"],
    ["nodes.0.parent", 0, "nodes.0.parent: found 0, expected -1: the first node is the connection"],
    ["nodes.1.id", "site", 'nodes.1.id: found "site" again, as in nodes.0'],
    ["nodes.0.limitKw", [], "nodes.0.limitKw: found [], expected at least one step"],
    ["cabinets.0.node", 2, "cabinets.0.node: found 2, expected 0 to 1"],
    ["sessions.0.node", 7, "sessions.0.node: found 7, expected 0 to 1"],
    ["sessions.1.node", 0, "sessions.1.node: found 0, expected 1, which feeds its cabinet"],
    ["sessions.0.cabinet", 1, "sessions.0.cabinet: found 1, expected 0 to 0"],
    ["sessions.0.toMs", 0, "sessions.0.toMs: found 0, expected more than fromMs, 0"],
    ["sessions.0.fromMs", -1, "sessions.0.fromMs: found -1, which is before the problem's fromMs"],
    [
      "sessions.0.leastKwh",
      101,
      "sessions.0.leastKwh: found 101, expected at most desiredKwh, 100",
    ],
    ["sessions.0.storedKwh", 1001, "found 1001, expected at most usableKwh, 1000"],
    ["sessions.0.desiredKwh", 1001, "found 1001, expected at most usableKwh, 1000"],
    ["sessions.0.curve.0.0", 5, "sessions.0.curve.0.0: found 5, expected 0"],
    [
      "sessions.0.curve.1.0",
      0,
      "sessions.0.curve.1.0: found 0, expected more than 0, as before it",
    ],
    ["sessions.0.curve.0.1", 0, "found 0, expected some power up to the last knot"],
    [
      "sessions.0.loss.perKw",
      0.9,
      "sessions.0.loss.perKw: found 0.9, expected a number of at least 1",
    ],
    ["eurPerKwh.1.0", 0, "eurPerKwh.1.0: found 0, expected more than 0, as before it"],
    ["toMs", -1, "toMs: found -1, expected at least fromMs, 0"],
    ["slotMs", 1, "slotMs: found 1, expected at most 100000 slots from fromMs to toMs (mend: "],
    ["slotMs", 0, "slotMs: found 0, expected a number of at least 1"],
    ["fromMs", "now", 'fromMs: found "now", expected a number'],
    ["paidPeakKw", -5, "paidPeakKw: found -5, expected a number of at least 0"],
    ["schemaVersion", 2, "schemaVersion: found 2, expected 1"],
    ["peakEurPerKw", undefined, "this is missing; expected a number"],
    ["nodes.0.limitKw.0", 5, "expected a pair [fromMs, value]"],
    ["sessions.0.prioriti", 1, "there is no key "],
  ])("is refused with %s %j", async (path, value, message) => {
    const flaws = await flawsWith(path, value);
    expect(flaws).toContain(message.replace(" (mend: ", " ("));
    expect(flaws).toMatch(/^p\.json:\d+:\d+ /);
  });

  it("says where each thing stands, all at once", async () => {
    const text = asText(whole)
      .replace('"node": 0', '"node": 9')
      .replace('"toMs": 7200000', '"toMs": -1');
    const lines = (await flawsOf(text)).split("\n");
    expect(lines.map((line) => /^p\.json:(\d+):\d+ ([\w.]+)/.exec(line)?.[2])).toEqual([
      "sessions.0.node",
      "sessions.0.toMs",
    ]);
    const lineOf = (what: string): number => text.slice(0, text.indexOf(what)).split("\n").length;
    expect(lines[0]).toContain(`p.json:${lineOf('"node": 9')}:`);
  });

  it.each([
    ["", "p.json the file is empty (busbar run --dump-problems DIR writes some)"],
    ["{", "p.json:1:"],
    ["[]", "p.json:1:1 found [], expected a mapping"],
    ["hello", 'p.json:1:1 found "hello", expected a mapping'],
  ])("is no problem file: %j", async (text, message) => {
    expect(await flawsOf(text)).toContain(message);
  });
});

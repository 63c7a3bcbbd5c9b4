import { describe, expect, it } from "vitest";
import { readJournal } from "../../src/record/index.ts";
import { MemoryLive } from "../support/memoryLive.ts";
import { busbar, MemoryStore, type Outcome } from "../support/memorySurroundings.ts";

const NIGHT = "scenarios/incident-night.yaml";
const TWIN = ["twin", NIGHT, "--out", "a", "--no-report", "--until", "2026-03-03T02:00Z"];

/** What came of commands that are given while the twin waits for the wall clock, one each time. */
async function ordering(commands: readonly (readonly string[])[]) {
  const live = new MemoryLive();
  const store = new MemoryStore();
  const around = { live, journals: live.journals, store };
  const outcomes: Outcome[] = [];
  let nowMs = 0;
  let given = 0;
  const clock = {
    nowMs: () => nowMs,
    wait: async (durationMs: number): Promise<void> => {
      nowMs += durationMs;
      // An order wakes the twin, which waits again before the order is confirmed.
      const next = nowMs > 2000 ? commands[given++] : undefined;
      if (next !== undefined) {
        outcomes.push(await busbar(next, around));
      }
    },
  };
  const twin = await busbar([...TWIN, "--speed", "3600"], { ...around, clock });
  const { records } = readJournal(live.journals("a/journal"));
  const journaled = [...records].flatMap(({ entry }) =>
    entry.kind === "observation" && entry.observation.kind === "operatorOrder"
      ? [entry.observation]
      : [],
  );
  return { twin, outcomes, journaled, around };
}

describe("busbar order", () => {
  it("has a running twin do it, which keeps it in its journal, also over a restart", async () => {
    const { twin, outcomes, journaled, around } = await ordering([
      ["order", "a", "hold", "L01", "--json"],
      ["order", "a", "limit", "site", "321.5"],
      ["order", "a", "limit", "site", "off"],
      ["order", "a", "auto", "L01"],
    ]);
    expect(outcomes.map(({ exitCode, stderr }) => [exitCode, stderr.slice(0, 11)])).toEqual(
      [0, 1, 2, 3].map(() => [0, "ordered    "]),
    );
    expect(twin.exitCode).toBe(0);
    expect(journaled).toMatchObject([
      { order: "hold", pointId: "L01" },
      { order: "limit", nodeId: "site", maxKw: 321.5 },
      { order: "limit", nodeId: "site", maxKw: null },
      { order: "auto", pointId: "L01" },
    ]);
    expect(JSON.parse(outcomes[0]!.stdout)).toEqual({ order: journaled[0] });
    const rest = await busbar(
      ["twin", NIGHT, "--out", "a", "--no-report", "--speed", "max"],
      around,
    );
    expect(rest.exitCode).not.toBe(1);
    expect((await busbar(["replay", "a"], around)).stderr).toMatch(/^same \d+ commands/);
  });

  it("names what was probably meant, and changes nothing", async () => {
    const { outcomes, journaled } = await ordering([
      ["order", "a", "hold", "L1"],
      ["order", "a", "limit", "sitte", "10"],
      ["order", "a", "hold", "somewhere"],
    ]);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2]);
    expect(outcomes[0]!.stderr).toMatch(/^there is no point L1; did you mean L\d+\?\n$/);
    expect(outcomes[1]!.stderr).toBe("there is no node of the grid sitte; did you mean site?\n");
    expect(outcomes[2]!.stderr).toMatch(/^there is no point somewhere; there are /);
    expect(journaled).toEqual([]);
  });

  it("changes what a forecast says of the rest of the night", async () => {
    const { outcomes } = await ordering([
      ["forecast", "a", "--json"],
      ["order", "a", "limit", "site", "150"],
      ["forecast", "a", "--json"],
    ]);
    const [before, , after] = outcomes.map(({ stdout }) => stdout);
    const peakOf = (told = ""): number => (JSON.parse(told) as { peakKw: number }).peakKw;
    expect(peakOf(before)).toBeGreaterThan(150);
    expect(peakOf(after)).toBeLessThanOrEqual(150.001);
  });

  it("needs a twin that runs, and says how to start it", async () => {
    const { around } = await ordering([]);
    const { exitCode, stderr } = await busbar(["order", "a", "hold", "L01"], around);
    expect(exitCode).toBe(5);
    expect(stderr).toMatch(
      /^no twin is running in a; this goes on with it:\n {2}busbar twin .*incident-night\.yaml --out a\n$/,
    );
  });

  it.each([
    [["pause", "L01"], /ORDER: found "pause", expected charge, hold, outOfService, auto, limit/],
    [["limit", "site"], /ORDER: found "limit", expected kW or off after limit/],
    [["hold", "L01", "3"], /ORDER: found "hold", expected kW or off after limit/],
    [["limit", "site", "much"], /VALUE: found "much", expected kW, or off/],
  ])("refuses %j", async (words, says) => {
    const { exitCode, stderr } = await busbar(["order", "a", ...words]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(says);
  });
});

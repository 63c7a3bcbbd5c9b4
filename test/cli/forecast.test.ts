import { beforeAll, describe, expect, it } from "vitest";
import type { Forecast } from "../../src/twin/index.ts";
import { MemoryLive } from "../support/memoryLive.ts";
import { busbar, MemoryStore } from "../support/memorySurroundings.ts";

const NIGHT = "scenarios/incident-night.yaml";
const SETTINGS = ["--set", "incidents=[]", "--set", "assert=[]"];
const live = new MemoryLive();
const around = { live, journals: live.journals, store: new MemoryStore() };

describe("busbar forecast", () => {
  beforeAll(async () => {
    const words = ["--out", "a", "--no-report", "--speed", "max", "--until", "2026-03-03T20:00Z"];
    await busbar(["twin", NIGHT, ...SETTINGS, ...words], around);
  });

  it("says of a stopped twin how each bus will leave", async () => {
    const { exitCode, stdout, stderr } = await busbar(["forecast", "a", "--json"], around);
    expect(exitCode).toBe(0);
    const { stays, peakKw } = JSON.parse(stdout) as Forecast;
    expect(stays.length).toBeGreaterThan(10);
    for (const { socAtDeparture, targetSoc } of stays) {
      expect(socAtDeparture).toBeGreaterThan(targetSoc - 0.01);
    }
    expect(peakKw).toBeLessThanOrEqual(900.001);
    expect(stderr).toMatch(/^\d+ of \d+ buses will be ready, as of 2026-03-03 2/);
    expect(stderr.split("\n")).toHaveLength(stays.length + 4);
  });

  it("shows what would be otherwise", async () => {
    const words = ["forecast", "a", "--what-if", "limit.site=150,out=L01", "--json"];
    const { stdout, stderr } = await busbar(words, around);
    const told = JSON.parse(stdout) as Forecast & { whatIf: Forecast };
    expect(told.whatIf.peakKw).toBeLessThanOrEqual(150.001);
    expect(told.peakKw).toBeGreaterThan(150);
    const soc = ({ stays }: Forecast): number =>
      stays.reduce((sum, { socAtDeparture }) => sum + socAtDeparture, 0);
    expect(soc(told.whatIf)).toBeLessThan(soc(told) - 1);
    expect(stderr).toMatch(/^what if\nshort \d+ -> \d+ buses, peak \d+ -> 150 kW\n/m);
  });

  it.each([
    ["strategy=balancd", /there is no strategy of that name; did you mean balanced\?/],
    ["out=X", /there is no point of that name/],
    ["limit.site=low", /expected a power in kW/],
    ["rain=3", /expected strategy=NAME, limit\.NODE=KW or out=POINT/],
  ])("refuses to try %s", async (words, says) => {
    const { exitCode, stderr } = await busbar(["forecast", "a", "--what-if", words], around);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(says);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import type { NightWorkers } from "../../src/study/index.ts";
import type { Forecast, NightsForeseen } from "../../src/twin/index.ts";
import { MemoryLive } from "../support/memoryLive.ts";
import { busbar, MemoryStore } from "../support/memorySurroundings.ts";
import { ownThreadNights } from "../support/ownThreadWorkers.ts";

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
    expect(stderr).toMatch(/^peak +\d+ kW at 2026-03-0[34] \d\d:\d\d$/m);
    expect(stderr.split("\n").filter((line) => /^[A-Z].* %.* %/.test(line))).toHaveLength(
      stays.length,
    );
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
    expect(stderr).toMatch(
      /^what if +limit\.site=150, out=L01\nshort \d+ -> \d+ buses, peak \d+ -> 150 kW\n/m,
    );
  });

  it("tells of nights the same for any number of workers", async () => {
    const words = ["forecast", "a", "--nights", "6", "--what-if", "limit.site=400", "--json"];
    const [one, two] = [
      await busbar([...words, "--jobs", "1"], around),
      await busbar([...words, "--jobs", "2"], around),
    ];
    expect(one.exitCode).toBe(0);
    expect(two.stdout).toBe(one.stdout);
    const { nights } = JSON.parse(one.stdout) as { nights: NightsForeseen };
    expect(nights).toMatchObject({ asked: 6, done: 6, failed: 0 });
    expect(nights.otherwise!.peakKw[2]).toBeLessThanOrEqual(400.001);
    expect(one.stderr).toMatch(/nothing of uncertainty: nights are as is typical\n/);
    expect(one.stderr).toMatch(/^6 nights/m);
    expect(one.stderr.indexOf("buses will be ready")).toBeLessThan(one.stderr.indexOf("6 nights"));
  });

  it("keeps the nights that are done when people have enough", async () => {
    let tell = (): void => {};
    const workers = ownThreadNights(1);
    const start: NightWorkers["start"] = (plan) => {
      const worker = workers.start(plan);
      const run: typeof worker.run = async (batch) => {
        const rows = await worker.run(batch);
        tell();
        return rows;
      };
      return { run, stop: () => worker.stop(), end: () => worker.end() };
    };
    const { exitCode, stdout, stderr } = await busbar(["forecast", "a", "--nights=50", "--json"], {
      ...around,
      nightWorkers: { most: 1, start },
      onInterrupt: (stop) => {
        tell = stop;
      },
    });
    expect(exitCode).toBe(130);
    const { nights } = JSON.parse(stdout) as { nights: NightsForeseen };
    expect(nights).toMatchObject({ asked: 50, done: 1 });
    expect(stderr).toMatch(/^1 of 50 nights/m);
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

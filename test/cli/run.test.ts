import { describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import { busbar } from "../support/memorySurroundings.ts";

const QUICKSTART = "scenarios/quickstart.yaml";

async function summaryOf(...args: readonly string[]): Promise<Summary> {
  const { exitCode, stdout } = await busbar(["run", QUICKSTART, "--json", ...args]);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as Summary;
}

describe("busbar run", () => {
  it("prints all that programs rely on", async () => {
    const summary = await summaryOf();
    const number: unknown = expect.any(Number);
    expect(summary).toMatchObject({
      schemaVersion: 1,
      complete: true,
      site: { peak15Kw: number, maxKw: number, peak15ServiceDay: "2026-03-03" },
      departures: { total: number, late: number, short: number },
      energy: { gridKwh: number, batteryKwh: number, unmetKwh: number },
      bounds: { plugAndChargePeak15Kw: number },
      limits: { contractBreaches: 0, maxBreaches: 0, breachesByBaseLoad: 0 },
      digest: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    });
    // The start of a clock quarter-hour, ISO 8601 with offset.
    expect(summary.site.peak15At).toMatch(/^2026-03-03T\d\d:(00|15|30|45):00\+01:00$/);
    expect(summary.site.peak15Kw).toBeLessThanOrEqual(750 + 1e-6);
    expect(summary.bounds.plugAndChargePeak15Kw).toBeGreaterThan(summary.site.peak15Kw);
    expect(summary.energy.gridKwh).toBeGreaterThan(summary.energy.batteryKwh);
  });

  it("says why buses were short under a planner, and with so much more they are not", async () => {
    const under = (maxKw: number) =>
      busbar([
        "run",
        "scenarios/stays-day.yaml",
        "--set",
        "control.strategy=peakShaving",
        "--set",
        `grid.maxKw=${maxKw}`,
      ]);
    const { stderr } = await under(400);
    const whole = stderr.replaceAll(/\n {2,}/g, " ");
    const why =
      /^why {8}(\S+) leaves at [\d:]{5} with \d+ % instead of 100 %: site is full from [\d:]{5} to [\d:]{5}; ([\d.]+) kW more there would do$/m;
    const [, bus = "", kw = ""] = why.exec(whole) ?? [];
    expect(stderr).toContain(`${bus} (`);
    expect(Number(kw)).toBeGreaterThan(0);
    const { stderr: mended } = await under(400 + Number(kw));
    expect(mended).not.toContain(`${bus} (`);
    expect(stderr.split("\n").every((line) => line.length <= 80)).toBe(true);
  });

  it("writes a folder that holds the same, and how to make it again", async () => {
    const { store, stdout } = await busbar(["run", QUICKSTART, "--json", "--out", "my runs/a"]);
    expect([...store.files.keys()].toSorted()).toEqual(
      [
        ...[
          "anchors",
          "loadDuration",
          "pointOccupancy",
          "sitePower",
          "socAtDeparture",
          "stays",
        ].map((name) => `charts/${name}.vl.json`),
        "depot.json",
        "manifest.json",
        "points.parquet",
        "report.html",
        "series.parquet",
        "sessions.csv",
        "summary.json",
        "summary.txt",
      ].map((name) => `my runs/a/${name}`),
    );
    expect(store.text("my runs/a/summary.json")).toBe(stdout);
    expect(JSON.parse(store.text("my runs/a/manifest.json")!)).toEqual({
      tool: "busbar",
      version: "1.2.3",
      node: "v20.0.0",
      command: `busbar run ${QUICKSTART} --json --out 'my runs/a'`,
      digest: (JSON.parse(stdout) as Summary).digest,
      complete: true,
    });
  });

  it("names the folder after the scenario and all that is set", async () => {
    const folders = await Promise.all(
      [[], [], ["--seed", "2"], ["--set", "grid.contractKw=700"]].map(async (args) => {
        const { store } = await busbar(["run", QUICKSTART, ...args]);
        return [...store.files.keys()][0]!.split("/").slice(0, 2).join("/");
      }),
    );
    expect(folders[0]).toMatch(/^out\/quickstart-[0-9a-f]{8}$/);
    expect(folders[1]).toBe(folders[0]);
    expect(new Set(folders).size).toBe(3);
  });

  it("keeps data on standard output, words on standard error", async () => {
    const plain = await busbar(["run", QUICKSTART]);
    expect(plain.stdout).toBe("");
    expect(plain.stderr).toMatch(/^\d+ of \d+ buses leave ready/);
    const json = await busbar(["run", QUICKSTART, "--json"]);
    expect(() => JSON.parse(json.stdout) as unknown).not.toThrow();
    expect(json.stderr).toBe(plain.stderr);
  });

  it("goes the same way with the same seed, another with another", async () => {
    const [one, again, other] = await Promise.all([
      summaryOf("--seed", "7"),
      summaryOf("--set", "seed=7"),
      summaryOf("--seed", "8"),
    ]);
    expect(again.digest).toBe(one.digest);
    expect(again.seed).toBe(7);
    expect(other.digest).not.toBe(one.digest);
  });

  it("goes the same way at any speed, and says when it falls behind", async () => {
    const slow = await busbar(["run", QUICKSTART, "--json", "--speed", "1e4"]);
    expect((JSON.parse(slow.stdout) as Summary).digest).toBe((await summaryOf()).digest);
    let nowMs = 0;
    const sluggish = { nowMs: () => (nowMs += 100), wait: async () => {} };
    const late = await busbar(["run", QUICKSTART, "--json", "--speed", "1e9"], { clock: sluggish });
    expect(late.stderr).toMatch(
      /^(\d+ % leastLaxityFirst, \d+ times wall time, \d+ (s|min) left\n)+warning: fell up to \d+ ms behind the wall clock\n/,
    );
    expect(late.stdout).toBe(slow.stdout);
  });

  it("shows how far it is while somebody watches, and takes it away", async () => {
    let nowMs = 0;
    const clock = { nowMs: () => (nowMs += 60), wait: async () => {} };
    const { stderr } = await busbar(["run", QUICKSTART], { clock, isWatched: true });
    const [before, ...shown] = stderr.split("\r\u001b[K");
    expect(before).toBe("");
    expect(shown[0]).toMatch(/^ +\d+ % leastLaxityFirst(, [\d.]+ (days|h)\/s, \d+ s left)?$/);
    expect(shown.at(-1)).toMatch(/^\d+ of \d+ buses leave ready/);
  });

  it("tells warnings before it runs", async () => {
    const { exitCode, stderr } = await busbar(["run", QUICKSTART, "--set", "grid.contractKw=50"]);
    expect(stderr).toMatch(/^warning: site: base load alone is above contractKw at times/);
    expect(exitCode).toBe(0);
  });
});

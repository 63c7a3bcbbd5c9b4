import { describe, expect, it } from "vitest";
import type { ChargingPlan, PlanningProblem } from "../../src/messages/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { busbar, MemoryStore } from "../support/memorySurroundings.ts";
import { bus, plainProblem, site } from "../support/plainProblem.ts";

const MARCH_MS = Date.UTC(2026, 2, 2);
const HOUR_MS = 3_600_000;

const night = plainProblem([bus("late", 0, 3, 120), bus("early", 0, 2, 90)], {
  eurPerKwh: [[0, 0.25]],
});

/** The same, with a connection that is too small. */
const narrow: PlanningProblem = { ...night, nodes: [site({ limitKw: [[0, 60]] })] };

function planned(problem: PlanningProblem | string, ...args: readonly string[]) {
  const text = typeof problem === "string" ? problem : JSON.stringify(problem);
  return busbar(["plan", "p.json", ...args], { files: memoryFiles({ "p.json": text }) });
}

describe("busbar plan", () => {
  it.each(["exact", "highs", "jslp"])(
    "answers with a verdict and a plan, by %s",
    async (solver) => {
      const { exitCode, stdout, stderr } = await planned(night, "--json", "--solver", solver);
      expect(exitCode).toBe(0);
      const plan = JSON.parse(stdout) as ChargingPlan;
      expect(plan.schemaVersion).toBe(1);
      expect(plan.kind).toBe("exact");
      expect(plan.peakKw).toBeCloseTo(70, 6);
      expect(plan.energyEur).toBeCloseTo(52.5, 6);
      expect(stderr).toMatch(
        /^2 of 2 buses can be ready\n\npeak {7}70\.0 kW, exact: none is smaller\n/,
      );
      expect(stderr).toContain("energy     210.0 kWh into batteries for 52.50 EUR\n");
      expect(stderr).toContain("period     1970-01-01T00:00Z to 1970-01-01T10:00Z\n");
    },
  );

  it("names those that will be short, and ends with 4", async () => {
    const { exitCode, stdout, stderr } = await planned(narrow);
    expect(exitCode).toBe(4);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^1 of 2 buses can be ready; 1 short: late \(30\.0 kWh\)\n/);
    expect(stderr).toContain("unmet      30.0 kWh short of what must be\n");
    expect(stderr).toContain("late leaves at 03:00Z with 9 % instead of 12 %: site is full from\n");
    expect(stderr).toContain("           00:00Z to 03:00Z; 10 kW more there would do\n");
    expect(stderr).toContain("one more kW");
  });

  it("tells people no line wider than a terminal", async () => {
    const many = plainProblem(
      Array.from({ length: 12 }, (_, i) =>
        bus(`a bus with a long name ${i}`, 0, 2, 100 + i, { minKw: 10 }),
      ),
      { nodes: [site({ id: "the.only.connection.of.this.depot", limitKw: [[0, 60]] })] },
    );
    const { stderr } = await planned(many);
    expect(stderr).toContain("and 6 more");
    expect(stderr).toContain("relaxed    minKw\n");
    expect(Math.max(...stderr.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("writes the plan where it is told to, as it prints it", async () => {
    const { store, stdout } = await planned(night, "--json", "--out", "plans/night.json");
    expect([...store.files.keys()]).toEqual(["plans/night.json"]);
    expect(store.text("plans/night.json")).toBe(stdout);
  });

  it("refuses a folder to write to, before it plans", async () => {
    const store = new MemoryStore();
    await store.write("plans/a.json", "{}");
    const files = memoryFiles({ "p.json": JSON.stringify(night) });
    const { exitCode, stderr } = await busbar(["plan", "p.json", "--out", "plans"], {
      files,
      store,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch("--out: found plans, which is a folder, expected a file\n");
  });

  it("refuses a problem that is none, and one that is too large for its solver", async () => {
    const none = await planned('{"schemaVersion": 1}');
    expect(none.exitCode).toBe(3);
    expect(none.stderr).toMatch(/^p\.json:1:1 fromMs: this is missing; expected a number/);
    const missing = await busbar(["plan", "q.json"], { files: memoryFiles({}) });
    expect(missing).toMatchObject({ exitCode: 3, stderr: "q.json there is no such file\n" });
    const year = {
      ...plainProblem([bus("a", 0, 999, 9)]),
      fromMs: MARCH_MS,
      toMs: MARCH_MS + 999 * HOUR_MS,
      slotMs: HOUR_MS,
    };
    const sessions = [{ ...bus("a", 0, 999, 9), fromMs: year.fromMs, toMs: year.toMs }];
    const large = await planned({ ...year, sessions }, "--solver", "jslp");
    expect(large.exitCode).toBe(2);
    expect(large.stderr).toMatch(
      /^--solver: jslp is for small programs: .*; take exact or highs\n/,
    );
  });
});

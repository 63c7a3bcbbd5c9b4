import { describe, expect, it } from "vitest";
import type { PlannedCharging, PlanningProblem } from "../../src/messages/index.ts";
import { explained, planCharging, problemHash } from "../../src/planning/index.ts";
import { planSummary } from "../../src/report/index.ts";
import { shortfallText } from "../../src/report/shortfallText.ts";
import { bus, plainProblem, site } from "../support/plainProblem.ts";

const HOUR_MS = 3_600_000;

function summary(problem: PlanningProblem): string {
  return planSummary(problem, explained(problem, planCharging(problem)), problemHash(problem));
}

describe("what a plan tells people of buses that will be short", () => {
  it("is when, with what, which limit is full, and what would do", () => {
    const own = { usableKwh: 250, desiredKwh: 200 };
    const problem = plainProblem(
      [
        bus("bus 1041", 0, 6, 150, { ...own, node: 1, storedKwh: 30 }),
        bus("bus 1042", 1, 5, 200, { ...own, node: 1, storedKwh: 50 }),
        bus("bus 1043", 2, 3, 200, { ...own, node: 2, storedKwh: 20 }),
      ],
      { nodes: [site(), { ...site({ limitKw: [[0, 31.3]] }), id: "feeder B", parent: 0 }, site()] },
    );
    const nodes = problem.nodes.map((node, n) =>
      n === 2 ? { ...node, id: "C", parent: 0 } : node,
    );
    expect(summary({ ...problem, nodes })).toMatchInlineSnapshot(`
      "0 of 3 buses can be ready; 3 short: bus 1043 (80.0 kWh), bus 1041 (57.4 kWh),
      bus 1042 (24.8 kWh)

      peak       131 kW, exact: none is smaller
      energy     287.8 kWh into batteries
      unmet      162.2 kWh short of what must be
                 bus 1043 leaves at 03:00Z with 48 % instead of 80 %: not even full
                 power from 02:00Z to 03:00Z would do
                 bus 1041 leaves at 06:00Z with 37 % instead of 60 %: feeder B is full
                 from 00:00Z to 06:00Z; 13.7 kW more there would do
                 bus 1042 leaves at 05:00Z with 70 % instead of 80 %: feeder B is full
                 from 01:00Z to 05:00Z; 6.2 kW more there would do
      worth      one more kW at feeder B charges 6.0 kWh more
      solver     exact, problem c2daf38b
      period     1970-01-01T00:00Z to 1970-01-01T10:00Z
      "
    `);
  });

  const problem = plainProblem([bus("a", 0, 2, 80, { usableKwh: 100 })]);
  const charging: PlannedCharging = {
    id: "a",
    powerKw: [],
    leavesWithKwh: 79.99,
    leastAtMs: null,
    desiredAtMs: null,
    unmetKwh: 0.01,
    shortfall: { nodeId: "site", fromMs: 0, toMs: 2 * HOUR_MS, moreKw: 38.01 },
  };
  const text = (more: Partial<PlannedCharging>, to: PlanningProblem = problem): string =>
    shortfallText(to, to.sessions[0]!, { ...charging, ...more });

  it("never looks ready, and what would do is rounded up", () => {
    expect(text({})).toBe(
      "a leaves at 02:00Z with 79 % instead of 80 %: " +
        "site is full from 00:00Z to 02:00Z; 38.1 kW more there would do",
    );
    expect(text({ shortfall: { ...charging.shortfall!, moreKw: 38.000_000_000_01 } })).toContain(
      "; 38 kW more",
    );
  });

  it("says what would not do, and nothing of what was not worked out", () => {
    const shortfall = charging.shortfall!;
    expect(text({ shortfall: { ...shortfall, moreKw: "never" } })).toContain(
      "; no more there alone would do",
    );
    expect(text({ shortfall: { ...shortfall, moreKw: null } })).toMatch(/ to 02:00Z$/);
    expect(text({ shortfall: { ...shortfall, nodeId: null, moreKw: null } })).toMatch(
      /80 %: not even full power from 00:00Z to 02:00Z would do$/,
    );
    expect(text({ shortfall: null })).toMatch(/80 %$/);
  });

  it("tells dates where there are several, and that a cabinet is one", () => {
    const pair = { id: "site", node: 0, ratedKw: 60, moduleKw: null, outletsAtOnce: null };
    const long = { ...problem, toMs: 30 * HOUR_MS, cabinets: [pair] };
    expect(text({}, long)).toContain("at 1970-01-01T02:00Z with");
    expect(text({}, long)).toContain("38.1 kW more of rating there would do");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { strategies } from "../../src/planning/index.ts";
import { bus, plainProblem, site } from "../support/plainProblem.ts";
import { planFacts } from "../support/planFacts.ts";
import { ALL_FEATURES, randomProblems } from "../support/randomProblem.ts";

const HOUR_MS = 3_600_000;
const balanced = strategies.balanced.planner!;

describe("balanced", () => {
  it("charges every bus at even power over its own stay", () => {
    const plan = balanced(plainProblem([bus("a", 0, 10, 200), bus("b", 4, 8, 100)]));
    expect(plan.sessions.map(({ powerKw }) => powerKw)).toEqual([
      [
        [0, 20],
        [10 * HOUR_MS, 0],
      ],
      [
        [4 * HOUR_MS, 25],
        [8 * HOUR_MS, 0],
      ],
    ]);
    expect(plan).toMatchObject({ peakKw: 45, unmetKwh: 0 });
  });

  it("foresees the taper: more power from the start, full at the very end", () => {
    const curve = [
      [0, 100],
      [100, 100],
      [200, 10],
    ] as const;
    const plan = balanced(plainProblem([bus("a", 0, 4, 190, { usableKwh: 200, curve })]));
    const [session] = plan.sessions;
    expect(session!.powerKw[0]![1]).toBeGreaterThan(190 / 4);
    expect(session!.leavesWithKwh).toBeCloseTo(190, 6);
    expect(session!.desiredAtMs).toBeGreaterThan(4 * HOUR_MS - 60_000);
  });

  it("makes up later for what a limit takes, the most urgent first", () => {
    const limitKw = [
      [0, 30],
      [4 * HOUR_MS, null],
    ] as const;
    const plan = balanced(
      plainProblem([bus("a", 0, 10, 300), bus("b", 0, 8, 160)], { nodes: [site({ limitKw })] }),
    );
    expect(plan.unmetKwh).toBe(0);
    // b can wait less and has its 20 kW; a makes up in 6 hours for what it lacks after 4.
    const [a, b] = plan.sessions.map(({ powerKw }) => powerKw.map(([, kw]) => kw));
    expect(a).toEqual([10, (300 - 40) / 6, 0]);
    expect(b).toEqual([20, 0]);
    expect(plan.sessions[1]!.leavesWithKwh).toBeCloseTo(160, 9);
  });

  it("says what is full where a bus will be short", () => {
    const nodes = [site({ limitKw: [[0, 10]] })];
    const plan = balanced(plainProblem([bus("a", 0, 10, 300)], { nodes }));
    expect(plan.sessions[0]!.unmetKwh).toBeCloseTo(200, 9);
    expect(plan.sessions[0]!.shortfall).toMatchObject({ nodeId: "site" });
    const alone = balanced(plainProblem([bus("a", 0, 1, 300)]));
    expect(alone.sessions[0]).toMatchObject({ shortfall: { nodeId: null }, leastAtMs: null });
  });

  it("keeps limits, caps and goals in any problem, and tells its peak as it is", () => {
    fc.assert(
      fc.property(randomProblems(ALL_FEATURES), (problem) => {
        const plan = balanced(problem);
        const facts = planFacts(problem, plan);
        expect(facts.worstBreachKw).toBeLessThan(1e-6);
        expect(facts.worstExcessKw).toBeLessThan(1e-6);
        expect(plan.peakKw).toBeCloseTo(facts.peakKw, 6);
        expect(plan).toEqual(balanced(problem));
        for (const [i, { desiredKwh, storedKwh }] of problem.sessions.entries()) {
          const { leavesWithKwh } = plan.sessions[i]!;
          expect(leavesWithKwh).toBeLessThanOrEqual(Math.max(storedKwh, desiredKwh) + 1e-6);
        }
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChargingPlan, PlanningProblem } from "../../src/messages/index.ts";
import {
  highs,
  javascriptLpSolver,
  planByProgram,
  planCharging,
} from "../../src/planning/index.ts";
import { planFacts } from "../support/planFacts.ts";
import { randomProblems } from "../support/randomProblem.ts";
import { servedOneByOne } from "../support/servedOneByOne.ts";

function expectClose(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThan(1e-9 * Math.abs(expected) + 1e-6);
}

/** The same answer where the answer is unique: energies, peak, cost. */
function expectSame(problem: PlanningProblem, plan: ChargingPlan, oracle: ChargingPlan): void {
  const [facts, known] = [plan, oracle].map((each) => planFacts(problem, each)) as [
    ReturnType<typeof planFacts>,
    ReturnType<typeof planFacts>,
  ];
  expectClose(plan.unmetKwh, oracle.unmetKwh);
  for (const [i, { leavesWithKwh, unmetKwh }] of plan.sessions.entries()) {
    expectClose(leavesWithKwh, oracle.sessions[i]!.leavesWithKwh);
    expectClose(unmetKwh, oracle.sessions[i]!.unmetKwh);
  }
  expectClose(plan.lowerBoundKw, oracle.lowerBoundKw);
  const { peakEurPerKw, eurPerKwh } = problem;
  if (peakEurPerKw !== null && eurPerKwh !== null) {
    const eur = (each: ChargingPlan): number => peakEurPerKw * each.peakKw + each.energyEur!;
    expectClose(eur(plan), eur(oracle));
  } else {
    expectClose(plan.peakKw, oracle.peakKw);
    if (eurPerKwh === null) expectClose(facts.kwhHours, known.kwhHours);
    else expectClose(plan.energyEur!, oracle.energyEur!);
  }
}

/** A plan is worth what its powers are worth. */
function expectTrue(problem: PlanningProblem, plan: ChargingPlan): void {
  const facts = planFacts(problem, plan);
  expect(facts.worstBreachKw).toBeLessThan(1e-6);
  expect(facts.worstExcessKw).toBeLessThan(1e-6);
  expectClose(
    Math.max(facts.peakKw, problem.paidPeakKw),
    Math.max(plan.peakKw, problem.paidPeakKw),
  );
  if (plan.energyEur !== null) expectClose(facts.energyEur, plan.energyEur);
  for (const [i, { leavesWithKwh }] of plan.sessions.entries()) {
    // What is reserved beyond the need is not taken.
    expect(facts.heldKwh[i]).toBeGreaterThan(leavesWithKwh - 1e-6);
  }
  const unmet = problem.sessions.map(({ leastKwh, storedKwh }, i) =>
    Math.max(0, Math.max(leastKwh, storedKwh) - facts.heldKwh[i]!),
  );
  expectClose(
    unmet.reduce((sum, each) => sum + each, 0),
    plan.unmetKwh,
  );
}

describe("plans", () => {
  it("are as good as those of linear programs, whatever the problem", async () => {
    await fc.assert(
      fc.asyncProperty(randomProblems(), async (problem) => {
        const plan = planCharging(problem);
        expectTrue(problem, plan);
        expectSame(problem, plan, await planByProgram(problem, highs));
      }),
      { numRuns: 300 },
    );
  });

  it("of two linear programs are the same, small ones", async () => {
    const small = randomProblems({ sessions: 4, slotMs: 7_200_000 });
    await fc.assert(
      fc.asyncProperty(small, async (problem) => {
        const plan = await planByProgram(problem, javascriptLpSolver);
        expectTrue(problem, plan);
        expectSame(problem, plan, await planByProgram(problem, highs));
        expectSame(problem, plan, planCharging(problem));
      }),
      { numRuns: 300 },
    );
  });

  it("give everybody what one program after the other would", async () => {
    await fc.assert(
      fc.asyncProperty(randomProblems({ sessions: 8 }), async (problem) => {
        const kwh = await servedOneByOne(problem, highs);
        const plan = await planByProgram(problem, highs);
        for (const [i, { leavesWithKwh }] of plan.sessions.entries()) {
          expectClose(leavesWithKwh, kwh[i]!);
        }
      }),
      { numRuns: 200 },
    );
  });
});

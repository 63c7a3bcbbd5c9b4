import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChargingPlan, PlannedSession, PlanningProblem } from "../../src/messages/index.ts";
import { planCharging } from "../../src/planning/index.ts";
import { chargeAlong, kwhAt } from "../support/chargeAlong.ts";
import type { LeastPeak } from "../support/leastPeak.ts";
import { planFlaws } from "../support/planFlaws.ts";
import { randomSteppedProblems } from "../support/randomSteppedProblems.ts";
import { randomTaperProblems } from "../support/randomTaperProblems.ts";
import { realDay, realDayFiles, type RealDayOptions } from "../support/realDays.ts";
import { hasSharedData } from "../support/sharedData.ts";
import { steppedProgramFor } from "../support/steppedProgram.ts";
import { taperProgramFor } from "../support/taperProgram.ts";

/** What solvers with 1e-9 kW in a row come to over a day [kW, kWh]. */
const ROUNDING = 1e-4;
const MINUTE_MS = 60_000;
/** More stays than this are too many for slots finer than the problem's own. */
const MANY_STAYS = 200;

type DayFile = (typeof realDayFiles)[number];

const stepped: readonly (readonly [DayFile, RealDayOptions])[] = [
  ["nyc_OH_weekday", { stays: 10, minKw: 30 }],
  ["nyc_MQ_sunday", { stays: 12, minKw: 30 }],
  ["berlin_altfriedrichsfelde_weekday", { stays: 12, cabinets: "modules" }],
  ["nyc_MQ_weekday", { stays: 12, cabinets: "modules" }],
  ["nyc_OH_weekday", { stays: 12, cabinets: "modules" }],
  ["nyc_MQ_sunday", { stays: 12, cabinets: "sequential" }],
  ["nyc_OH_sunday", { stays: 12, cabinets: "sequential" }],
  ["nyc_OH_weekday", { stays: 12, cabinets: "sequential" }],
];

/** A bus that lacks no more is full: on a curve that ends at 0 kW none ever gets all of it [kWh]. */
const FULL_KWH = 1e-6;

/** A plan between what cannot be beaten and what can be done. */
interface Verdict {
  readonly plan: ChargingPlan;
  /** Nothing that leaves no bus more short has a smaller peak; null: nothing leaves them so little. */
  readonly floor: LeastPeak | null;
  /** A plan of constant powers that leaves no bus more short; null where they cannot. */
  readonly known: LeastPeak | null;
}

/** In a failure message: which, and all figures. */
function figures(name: string, { plan, floor, known }: Verdict): string {
  return (
    `${name}: plan ${plan.peakKw} kW, bound ${plan.lowerBoundKw} kW, unmet ${plan.unmetKwh} kWh; ` +
    `possible ${known?.peakKw} kW; nothing below ${floor?.peakKw} kW`
  );
}

/** Everything that must hold whatever the plan is like. */
function expectHonest(name: string, problem: PlanningProblem, verdict: Verdict): void {
  const { plan, floor, known } = verdict;
  const text = figures(name, verdict);
  expect(planFlaws(problem, plan), text).toEqual([]);
  expect(plan.peakKw, text).toBeGreaterThan((floor?.peakKw ?? Infinity) - ROUNDING);
  expect(plan.lowerBoundKw, text).toBeLessThanOrEqual(plan.peakKw);
  if (known === null || plan.lowerBoundKw === 0) return;
  expect(plan.lowerBoundKw, text).toBeLessThan(known.peakKw + ROUNDING);
  const measured = (plan.peakKw - known.peakKw) / known.peakKw;
  const certified = (plan.peakKw - plan.lowerBoundKw) / plan.lowerBoundKw;
  expect(measured, text).toBeLessThan(certified + ROUNDING / known.peakKw);
}

/** Constant powers come near what limits do when they change often enough. */
async function judgedTaper(problem: PlanningProblem): Promise<Verdict> {
  const plan = planCharging(problem);
  const short = plan.sessions.map(({ unmetKwh }) => unmetKwh);
  const slotMs = (problem.sessions.length > MANY_STAYS ? 15 : 5) * MINUTE_MS;
  return {
    plan,
    floor: await taperProgramFor(
      problem,
      "mean",
      short.map((kwh) => kwh + FULL_KWH),
    ),
    known: await taperProgramFor({ ...problem, slotMs }, "constant", short),
  };
}

async function judgedSteps(problem: PlanningProblem): Promise<Verdict> {
  const plan = planCharging(problem);
  const short = plan.sessions.map(({ unmetKwh }) => unmetKwh);
  return {
    plan,
    floor: await taperProgramFor(problem, "mean", short),
    known: await steppedProgramFor(problem, short),
  };
}

function storedAtFullPower({ curve, storedKwh, fromMs, toMs }: PlannedSession): number {
  const untilH = (toMs - fromMs) / (60 * MINUTE_MS);
  const last = chargeAlong(curve, storedKwh, [{ untilH, limitKw: Infinity }]).at(-1);
  return last === undefined ? storedKwh : kwhAt(last, untilH);
}

describe.skipIf(!hasSharedData)("plans for real days", () => {
  const gaps: number[] = [];

  it.each(realDayFiles)("%s, tapering buses", async (file) => {
    const problem = realDay(file);
    const verdict = await judgedTaper(problem);
    // From the floor, not from what is known: no gap is measured too small.
    gaps.push(verdict.plan.peakKw / (verdict.floor?.peakKw ?? 0) - 1);
    expectHonest(file, problem, verdict);
    // Alone every bus can be ready, and the grid has no limit.
    expect(verdict.plan.unmetKwh, figures(file, verdict)).toBe(0);
  });

  it("are at most half a percent from the best, in the median", () => {
    const inOrder = gaps.toSorted((a, b) => a - b);
    expect(inOrder[Math.floor(gaps.length / 2)], `gaps ${inOrder.join(" ")}`).toBeLessThan(0.005);
  });

  it.each(stepped)("%s, %o", async (file, options) => {
    const problem = realDay(file, options);
    expectHonest(`${file} ${JSON.stringify(options)}`, problem, await judgedSteps(problem));
  });
});

describe("plans for a few buses", () => {
  it.each([true, false])("are never below their own bound, under limits: %s", (tight) => {
    fc.assert(
      fc.property(randomTaperProblems("concave", { tight }), (problem) => {
        const { lowerBoundKw, peakKw } = planCharging(problem);
        expect(lowerBoundKw).toBeLessThanOrEqual(peakKw);
      }),
      { numRuns: 300 },
    );
  });

  it.each([true, false])("that taper, under limits: %s", async (tight) => {
    await fc.assert(
      fc.asyncProperty(randomTaperProblems("concave", { tight }), async (problem) => {
        const verdict = await judgedTaper(problem);
        expectHonest("random", problem, verdict);
        if (tight) return;
        // Nobody is in anybody's way: full power to the end is what each could have.
        const text = figures("random", verdict);
        for (const [i, session] of problem.sessions.entries()) {
          const unmetKwh = Math.max(0, session.leastKwh - storedAtFullPower(session));
          expect(verdict.plan.sessions[i]!.unmetKwh, text).toBeLessThan(unmetKwh + ROUNDING);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each(["minKw", "modules", "outletsAtOnce"] as const)("with %s", async (steps) => {
    await fc.assert(
      fc.asyncProperty(randomSteppedProblems(steps), async (problem) => {
        expectHonest("random", problem, await judgedSteps(problem));
      }),
      { numRuns: 60 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChargingPlan, PlannedCharging, PlanningProblem } from "../../src/messages/index.ts";
import { ChargeCurve } from "../../src/physics/index.ts";
import { planCharging } from "../../src/planning/index.ts";
import { chargeAlong, kwhAt } from "../support/chargeAlong.ts";
import { bus, plainProblem, site } from "../support/plainProblem.ts";
import { planFlaws } from "../support/planFlaws.ts";
import { randomTaperProblems } from "../support/randomTaperProblems.ts";

const HOUR_MS = 3_600_000;

describe("a bus sent along its curve", () => {
  it("stores what the charge curve of the depot says, under any limits", () => {
    const knotsKw = fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 2, maxLength: 5 });
    const limits = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 160 }), fc.double({ min: 0.01, max: 2, noNaN: true })),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(knotsKw, limits, fc.nat({ max: 99 }), (powersKw, list, storedKwh) => {
        const energies = powersKw.map((_, i) => (100 * i) / (powersKw.length - 1));
        const theirs = new ChargeCurve(energies, powersKw);
        const curve = powersKw.map((kw, i) => [energies[i]!, kw] as const);
        let [kwh, untilH] = [storedKwh, 0];
        const steps = list.map(([limitKw, hours]) => {
          kwh = theirs.energyAfter(limitKw, kwh, hours);
          untilH += hours;
          return { untilH, limitKw };
        });
        const last = chargeAlong(curve, storedKwh, steps).at(-1)!;
        expect(kwhAt(last, last.toH)).toBeCloseTo(kwh, 6);
      }),
      { numRuns: 300 },
    );
  });
});

describe("flaws of a plan", () => {
  it("are none where a flow was planned", () => {
    fc.assert(
      fc.property(randomTaperProblems("flat"), (problem) => {
        expect(planFlaws(problem, planCharging(problem))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  // One hour at 50 kW from 0 to 50 kWh, then 50 kWh along 100 − e, of which exp(−1) are missing.
  const tapering: PlanningProblem = plainProblem(
    [
      bus("A", 0, 2, 100, {
        usableKwh: 100,
        curve: [
          [0, 50],
          [50, 50],
          [100, 0],
        ],
      }),
    ],
    { toMs: 2 * HOUR_MS },
  );
  const missingKwh = 50 * Math.exp(-1);
  const charging: PlannedCharging = {
    id: "A",
    powerKw: [
      [0, 50],
      [2 * HOUR_MS, 0],
    ],
    leavesWithKwh: 100 - missingKwh,
    leastAtMs: null,
    desiredAtMs: null,
    unmetKwh: missingKwh,
    shortfall: null,
  };

  it("are none in a plan by hand, and each is told where it is made", () => {
    const told = (problem: PlanningProblem, ...sessions: PlannedCharging[]): string =>
      planFlaws(problem, planOf(50, sessions)).join("; ");
    expect(told(tapering, charging)).toBe("");
    expect(told(tapering, { ...charging, leavesWithKwh: 82 })).toContain("leavesWithKwh");
    expect(told(tapering, { ...charging, unmetKwh: 0 })).toContain("unmetKwh");
    expect(told(tapering, { ...charging, leastAtMs: HOUR_MS })).toContain("leastAtMs");
    const late = { ...charging, powerKw: [[0, 50]] as const };
    expect(told(tapering, late)).toContain("to Infinity");
    const limited = {
      ...tapering,
      nodes: [
        site({
          limitKw: [
            [0, 50],
            [HOUR_MS, 49],
          ],
        }),
      ],
    };
    expect(told(limited, charging)).toContain("site: 50 kW");
    const atLeast = [{ ...tapering.sessions[0]!, minKw: 60 }];
    expect(told({ ...tapering, sessions: atLeast }, charging)).toContain("below its minimum");
    expect(planFlaws(tapering, planOf(49, [charging])).join("; ")).toContain("peakKw");
  });

  it("are modules and outlets of a cabinet, and its power", () => {
    const cabinet = { id: "C", node: 0, ratedKw: 60, moduleKw: 30, outletsAtOnce: null };
    const problem = plainProblem(
      [bus("A", 0, 1, 20, { cabinet: 0 }), bus("B", 0, 1, 40, { cabinet: 0 })],
      { toMs: HOUR_MS, cabinets: [cabinet] },
    );
    const flat = (id: string, kw: number): PlannedCharging => ({
      ...charging,
      id,
      powerKw: [
        [0, kw],
        [HOUR_MS, 0],
      ],
      leavesWithKwh: kw,
      leastAtMs: HOUR_MS,
      desiredAtMs: HOUR_MS,
      unmetKwh: 0,
    });
    const plan = planOf(60, [flat("A", 20), flat("B", 40)]);
    expect(planFlaws(problem, plan).join("; ")).toContain("C: 3 modules");
    const inAnyPart = { ...problem, cabinets: [{ ...cabinet, moduleKw: null }] };
    expect(planFlaws(inAnyPart, plan)).toEqual([]);
    const sequential = { ...problem, cabinets: [{ ...cabinet, moduleKw: null, outletsAtOnce: 1 }] };
    expect(planFlaws(sequential, plan).join("; ")).toContain("C: 2 outlets");
    const small = { ...problem, cabinets: [{ ...cabinet, moduleKw: null, ratedKw: 59 }] };
    expect(planFlaws(small, plan).join("; ")).toContain("C: 60 kW");
  });
});

function planOf(peakKw: number, sessions: readonly PlannedCharging[]): ChargingPlan {
  return {
    schemaVersion: 1,
    solver: "by hand",
    peakKw,
    lowerBoundKw: 0,
    kind: "withinGap",
    relaxed: [],
    energyEur: null,
    unmetKwh: sessions.reduce((sum, { unmetKwh }) => sum + unmetKwh, 0),
    marginal: { peakEurPerKw: null, nodes: [] },
    sessions,
  };
}

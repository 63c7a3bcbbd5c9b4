import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedSession, PlanningProblem } from "../../src/messages/index.ts";
import { PowerTree } from "../../src/physics/index.ts";
import { type EnergyHorizon, type EnergyWindow, highs } from "../../src/planning/index.ts";
import { chargeAlong, type ChargePiece, kwAt, kwhAt } from "../support/chargeAlong.ts";
import { peakByProgram } from "../support/peakProgram.ts";
import { bus, plainProblem, site } from "../support/plainProblem.ts";
import { planFlaws } from "../support/planFlaws.ts";
import { baseLoadsKw, holdsAt, upFrom } from "../support/planTime.ts";
import { randomTaperProblems } from "../support/randomTaperProblems.ts";
import { leastPeak } from "../support/leastPeak.ts";
import { slotProgramOf } from "../support/slotProgram.ts";
import { steadyPlan } from "../support/steadyPlan.ts";
import { steppedProgram } from "../support/steppedProgram.ts";
import { taperProgram, taperProgramFor } from "../support/taperProgram.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const QUARTER_MS = 15 * MINUTE_MS;

/** 100 kW until half full, then 2 kW for every kWh that is missing. */
function tapering(
  id: string,
  hours: readonly [fromH: number, toH: number],
  storedKwh: number,
  goalKwh: number,
): PlannedSession {
  return bus(id, ...hours, goalKwh, {
    usableKwh: 100,
    storedKwh,
    curve: [
      [0, 100],
      [50, 100],
      [100, 0],
    ],
  });
}

const cabinet = { id: "C", node: 0, ratedKw: 60, moduleKw: null, outletsAtOnce: null };

describe("the program of tapering buses", () => {
  it("follows the curve exactly for means, and to the end of each slot for constant powers", async () => {
    const problem = plainProblem([tapering("A", [0, 1], 50, 100)], { slotMs: QUARTER_MS });
    // What is missing shrinks by exp(−2) in an hour, or by 1 / (1 + 2 · ¼ h) in every slot.
    expect((await taperProgram(problem, "mean")).unmetKwh).toBeCloseTo(50 * Math.exp(-2), 6);
    expect((await taperProgram(problem, "constant")).unmetKwh).toBeCloseTo(50 / 1.5 ** 4, 6);
  });

  it("charges more where the curve is high: one bus, by hand", async () => {
    const one = tapering("A", [0, 2], 40, 90);
    // At 90 kWh no more than 20 kW flow: of 50 kWh in two hours 30 come in the first.
    const { peakKw, unmetKwh } = await taperProgram(
      plainProblem([one], { slotMs: HOUR_MS }),
      "constant",
    );
    expect(unmetKwh).toBe(0);
    expect(peakKw).toBeCloseTo(30, 6);
  });

  it("keeps out of the way of another bus only as far as the curve lets it, by hand", async () => {
    const problem = plainProblem(
      [
        tapering("A", [0, 2], 40, 90),
        bus("B", 0, 1, 20, { loss: { fixedKw: 0, perKw: 1.1, perKw2: 0 } }),
      ],
      { slotMs: HOUR_MS },
    );
    expect((await taperProgram(problem, "constant")).peakKw).toBeCloseTo(30 + 22, 6);
    const limited = {
      ...problem,
      nodes: [site({ limitKw: [[0, 40]], baseLoadKw: [[0, 5]] })],
    };
    // 35 kW in the first hour, 52 asked for. Of what A misses then it makes up two thirds later,
    // where emptier is faster: it is A that gives way, by 17 kWh.
    const { unmetKwh, peakKw } = await taperProgram(limited, "constant");
    expect(unmetKwh).toBeCloseTo(17 / 3, 6);
    expect(peakKw).toBeCloseTo(40, 6);
  });

  it("closes in on the closed form from both sides", async () => {
    const one = tapering("A", [0, 2], 40, 90);
    // Limit P until the curve is met at 100 − P/2, then what is missing, P/2, shrinks to 10.
    const missingAfter = (limitKw: number): number => {
      const metAtH = (100 - limitKw / 2 - 40) / limitKw;
      return (limitKw / 2) * Math.exp(-2 * (2 - metAtH));
    };
    let [low, high] = [25, 60];
    while (high - low > 1e-9) {
      const middle = (low + high) / 2;
      if (missingAfter(middle) > 10) low = middle;
      else high = middle;
    }
    const problem = plainProblem([one], { slotMs: MINUTE_MS });
    const mean = await taperProgram(problem, "mean");
    const constant = await taperProgram(problem, "constant");
    expect(mean.peakKw).toBeLessThan(high + 1e-6);
    expect(mean.peakKw).toBeGreaterThan(0.999 * high);
    expect(constant.peakKw).toBeGreaterThan(high - 1e-6);
    expect(constant.peakKw).toBeLessThan(1.01 * high);
  });

  it("finds the same as the program of flows where curves are flat", async () => {
    await fc.assert(
      fc.asyncProperty(randomTaperProblems("flat", { buses: 10 }), async (problem) => {
        const { windows, horizon } = asFlow(problem);
        const flow = await peakByProgram(windows, horizon, highs);
        const { perKw } = problem.sessions[0]!.loss;
        for (const power of ["constant", "mean"] as const) {
          const { unmetKwh, peakKw } = await taperProgram(problem, power);
          expect(unmetKwh * perKw).toBeCloseTo(flow.unmetKwh, 4);
          expect(Math.abs(peakKw - flow.peakKw)).toBeLessThan(1e-5 * (1 + peakKw));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("bounds from below with means what can be done with constant powers, and that can be done", async () => {
    await fc.assert(
      fc.asyncProperty(randomTaperProblems("concave"), async (problem) => {
        const program = slotProgramOf(problem, "constant");
        const constant = await leastPeak(program);
        const plan = steadyPlan(problem, program.cells, constant.cellsKw);
        const mean = await taperProgram(problem, "mean");
        expect(mean.unmetKwh).toBeLessThan(constant.unmetKwh + 1e-5);
        const short = plan.sessions.map(({ unmetKwh }) => unmetKwh);
        const floor = await taperProgramFor(problem, "mean", short);
        expect(floor?.peakKw).toBeLessThan(constant.peakKw + 1e-4);
        expect(planFlaws(problem, plan)).toEqual([]);
        expect(plan.unmetKwh).toBeCloseTo(constant.unmetKwh, 4);
        expect(plan.peakKw).toBeCloseTo(constant.peakKw, 4);
      }),
      { numRuns: 60 },
    );
  });

  it("bounds from below what any limits at any times come to", async () => {
    const sharesOfLimit = fc.array(fc.double({ min: 0, max: 1.2, noNaN: true }), {
      minLength: 8,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        randomTaperProblems("concave", { tight: false }),
        sharesOfLimit,
        async (problem, shares) => {
          const { unmetKwh, peakKw } = outcomeOf(problem, shares);
          const floor = await taperProgramFor(problem, "mean", unmetKwh);
          expect(floor?.peakKw).toBeLessThan(peakKw + 1e-4);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the program of powers in steps", () => {
  it("takes 0 or at least the minimum, by hand", async () => {
    const atLeast30 = { minKw: 30 };
    const problem = plainProblem(
      [bus("A", 0, 1, 10, atLeast30), bus("B", 0, 1, 10, atLeast30), bus("C", 0, 1, 10, atLeast30)],
      { slotMs: QUARTER_MS },
    );
    // 10 kWh are one quarter-hour of 40 kW: two of 30 kW are too many. Without a minimum 30 kW do.
    expect((await steppedProgram(problem)).peakKw).toBeCloseTo(40, 5);
    expect((await taperProgram(problem, "constant")).peakKw).toBeCloseTo(30, 5);
  });

  it("deals whole modules, by hand", async () => {
    const problem = plainProblem(
      [bus("A", 0, 1, 35, { cabinet: 0 }), bus("B", 0, 1, 20, { cabinet: 0 })],
      { slotMs: HOUR_MS, cabinets: [{ ...cabinet, moduleKw: 30 }] },
    );
    // Two modules: one each, or both for A.
    const { unmetKwh, peakKw } = await steppedProgram(problem);
    expect(unmetKwh).toBeCloseTo(5, 5);
    expect(peakKw).toBeCloseTo(50, 5);
    expect((await taperProgram(problem, "constant")).unmetKwh).toBe(0);
  });

  it("serves so many outlets at once, by hand", async () => {
    const problem = plainProblem(
      [bus("A", 0, 1, 30, { cabinet: 0 }), bus("B", 0, 1, 20, { cabinet: 0 })],
      { slotMs: HOUR_MS / 2, cabinets: [{ ...cabinet, outletsAtOnce: 1 }] },
    );
    expect((await steppedProgram(problem)).peakKw).toBeCloseTo(60, 5);
    expect((await taperProgram(problem, "constant")).peakKw).toBeCloseTo(50, 5);
  });
});

/** What buses get, and when most flows, under limits that change at odd times. */
function outcomeOf(
  problem: PlanningProblem,
  shares: readonly number[],
): { unmetKwh: number[]; peakKw: number } {
  const stepMs = 37 * MINUTE_MS;
  const totalsKw = new Map<number, number>();
  const unmetKwh: number[] = [];
  for (const [i, session] of problem.sessions.entries()) {
    const hours = (session.toMs - session.fromMs) / HOUR_MS;
    const ratedKw = Math.max(...session.curve.map(([, kw]) => kw));
    const limits = shares.map((share, k) => ({
      untilH: Math.min(hours, ((k + 1) * stepMs) / HOUR_MS),
      limitKw: ratedKw * (shares[(k + i) % shares.length]! + share) * 0.5,
    }));
    const course = chargeAlong(session.curve, session.storedKwh, limits);
    const last = course.at(-1);
    const storedKwh = last === undefined ? session.storedKwh : kwhAt(last, last.toH);
    unmetKwh.push(Math.max(0, session.leastKwh - storedKwh));
    for (let atMs = session.fromMs; atMs < session.toMs; atMs += MINUTE_MS) {
      const fromH = (atMs - session.fromMs) / HOUR_MS;
      // Steps are at whole minutes, and in between nobody rises and falls.
      const kw = Math.max(kwOn(course, fromH), kwOn(course, fromH + 0.9999 / 60));
      totalsKw.set(atMs, (totalsKw.get(atMs) ?? 0) + kw * session.loss.perKw);
    }
  }
  const baseKw = (atMs: number): number => baseLoadsKw(problem.nodes, atMs)[0]!;
  const minutes = (problem.toMs - problem.fromMs) / MINUTE_MS;
  const peakKw = Math.max(
    ...Array.from({ length: minutes }, (_, m) => {
      const atMs = problem.fromMs + m * MINUTE_MS;
      return baseKw(atMs) + (totalsKw.get(atMs) ?? 0);
    }),
  );
  return { unmetKwh, peakKw };
}

function kwOn(course: readonly ChargePiece[], atH: number): number {
  const piece = course.find(({ fromH, toH }) => fromH <= atH && atH < toH);
  return piece === undefined ? 0 : kwAt(piece, atH);
}

/** A problem of flat curves and one efficiency in the words of the flow. */
function asFlow({ fromMs, toMs, nodes, sessions }: PlanningProblem): {
  windows: EnergyWindow[];
  horizon: EnergyHorizon;
} {
  const own = (n: number, atMs: number): number => holdsAt(nodes[n]!.baseLoadKw, atMs);
  const base = (n: number, atMs: number): number =>
    nodes.reduce((sum, _, m) => sum + (upFrom(nodes, m).includes(n) ? own(m, atMs) : 0), 0);
  return {
    windows: sessions.map((session) => ({
      fromMs: session.fromMs,
      toMs: session.toMs,
      needKwh: (session.leastKwh - session.storedKwh) * session.loss.perKw,
      capKw: session.curve[0]![1] * session.loss.perKw,
      node: session.node,
      stockKwh: 0,
      before: -1,
      carryKwh: 0,
    })),
    horizon: {
      fromMs,
      toMs,
      wraps: false,
      tree: new PowerTree(
        nodes.map(({ id }) => id),
        nodes.map(({ parent }) => parent),
      ),
      freeKw: nodes.map(
        ({ limitKw }, n) =>
          (atMs) =>
            (holdsAt(limitKw, atMs) ?? Infinity) - base(n, atMs),
      ),
      baseLoadKw: (atMs) => base(0, atMs),
      stepsMs: nodes.flatMap((node) => [...node.limitKw, ...node.baseLoadKw].map(([at]) => at)),
      meanOverMs: 0,
    },
  };
}

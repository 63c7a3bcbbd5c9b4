import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedCharging, PlanningProblem, Shortfall } from "../../src/messages/index.ts";
import { explained, highs, planByProgram, planCharging } from "../../src/planning/index.ts";
import { mended } from "../support/mended.ts";
import { bus, plainProblem, site } from "../support/plainProblem.ts";
import { randomProblems } from "../support/randomProblem.ts";
import { randomSteppedProblems } from "../support/randomSteppedProblems.ts";
import { randomTaperProblems } from "../support/randomTaperProblems.ts";

const HOUR_MS = 3_600_000;
const fraction = fc.double({ min: 0, max: 0.999, noNaN: true });

/** Trees and cabinets under which most are short, though each could be ready alone. */
const crowded = randomProblems({ sessions: 14, prices: false, weighted: false }).map(
  (problem): PlanningProblem => ({
    ...problem,
    sessions: problem.sessions.map((session) => {
      const hours = (session.toMs - session.fromMs) / HOUR_MS;
      const mostKwh = session.storedKwh + session.curve[0]![1] * hours * 0.8;
      return { ...session, leastKwh: Math.min(session.leastKwh, mostKwh) };
    }),
  }),
);

function told(problem: PlanningProblem): ReturnType<typeof explained> {
  return explained(problem, planCharging(problem));
}

/** Sessions that are short, and by how much they are with what is in their way raised. */
function shortIn(problem: PlanningProblem) {
  const plan = told(problem);
  // Only where a plan follows more than the flow may a limit in the way be unknown.
  const isKnown = plan.relaxed.length === 0;
  return plan.sessions.flatMap(({ shortfall, unmetKwh }, i) =>
    unmetKwh === 0 || (shortfall === null && !isKnown)
      ? []
      : [
          {
            i,
            shortfall: shortfall!,
            unmetKwh: (byKw: number): number =>
              planCharging(mended(problem, shortfall!, byKw)).sessions[i]!.unmetKwh,
          },
        ],
  );
}

/** Nothing in the grid is in anybody's way. */
function unlimited(problem: PlanningProblem): PlanningProblem {
  const nodes = problem.nodes.map((node) => ({ ...node, limitKw: [[0, null]] as const }));
  return { ...problem, nodes, cabinets: problem.cabinets.map((c) => ({ ...c, ratedKw: 1e6 })) };
}

describe("what keeps a bus from being ready", () => {
  it("is a limit that mends it when it is raised as told, and by no less", () => {
    const seen = { problems: 0, raises: 0, never: 0 };
    const fractions = fc.array(fraction, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(crowded, fractions, (problem, shares) => {
        const short = shortIn(problem);
        seen.problems += short.length > 0 ? 1 : 0;
        for (const { shortfall, unmetKwh } of short) {
          const { moreKw, nodeId } = shortfall;
          if (nodeId === null || moreKw === null) continue;
          const text = JSON.stringify(shortfall);
          if (moreKw === "never") {
            seen.never++;
            for (const share of shares) expect(unmetKwh(share * 1_000), text).toBeGreaterThan(0);
            continue;
          }
          seen.raises++;
          expect(unmetKwh(moreKw), text).toBe(0);
          expect(unmetKwh(Math.ceil(moreKw * 10) / 10), text).toBe(0);
          expect(unmetKwh(moreKw - 1e-3), text).toBeGreaterThan(0);
          for (const share of shares) expect(unmetKwh(share * moreKw), text).toBeGreaterThan(0);
        }
      }),
      { numRuns: 800 },
    );
    expect(seen.problems).toBeGreaterThan(300);
    expect(seen.raises).toBeGreaterThan(300);
    expect(seen.never).toBeGreaterThan(30);
  });

  it("is the same limit for linear programs", async () => {
    await fc.assert(
      fc.asyncProperty(crowded, fraction, async (problem, share) => {
        for (const { i, shortfall } of shortIn(problem)) {
          const { moreKw } = shortfall;
          if (typeof moreKw !== "number") continue;
          const unmetKwh = async (byKw: number): Promise<number> =>
            (await planByProgram(mended(problem, shortfall, byKw), highs)).sessions[i]!.unmetKwh;
          expect(await unmetKwh(moreKw)).toBeLessThan(1e-5);
          expect(await unmetKwh(moreKw * share)).toBeGreaterThan(0);
          expect(await unmetKwh(moreKw - 1e-3)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is its own short stay where no limit is named, and only there", () => {
    fc.assert(
      fc.property(randomProblems(), (problem) => {
        const free = planCharging(unlimited(problem));
        for (const { i, shortfall } of shortIn(problem)) {
          expect(shortfall.nodeId === null).toBe(free.sessions[i]!.unmetKwh > 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["curves", randomTaperProblems("concave")],
    ["least powers", randomSteppedProblems("minKw")],
    ["modules", randomSteppedProblems("modules")],
    ["outlets", randomSteppedProblems("outletsAtOnce")],
  ] as const)("is told of plans that follow %s: one kW less does not do", (_, problems) => {
    let raises = 0;
    fc.assert(
      fc.property(problems, (problem) => {
        const free = planCharging(unlimited(problem));
        for (const { i, shortfall, unmetKwh } of shortIn(problem)) {
          const { nodeId, moreKw } = shortfall;
          if (nodeId === null) expect(free.sessions[i]!.unmetKwh).toBeGreaterThan(0);
          if (typeof moreKw !== "number") continue;
          raises++;
          expect(unmetKwh(moreKw)).toBe(0);
          expect(unmetKwh(moreKw - 1)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 250 },
    );
    expect(raises).toBeGreaterThan(0);
  });
});

/** A node below another, with a limit in each hour. */
function feeder(id: string, parent: number, ...limitsKw: readonly (number | null)[]) {
  return site({ id, parent, limitKw: limitsKw.map((kw, h) => [h * HOUR_MS, kw] as const) });
}

function shortfallOf(problem: PlanningProblem, id: string): Shortfall | null {
  return told(problem).sessions.find((one: PlannedCharging) => one.id === id)!.shortfall;
}

describe("reasons worked out by hand", () => {
  it("name the feeder that is full, those hours included in which others could make room", () => {
    // B gives 200 kWh in four hours; "a" takes 150 of them, and can leave only 50 for the last two.
    const problem = plainProblem(
      [
        bus("a", 0, 4, 150, { node: 2 }),
        bus("b", 2, 4, 90, { node: 2 }),
        bus("c", 0, 4, 300, { node: 1 }),
      ],
      { nodes: [site(), feeder("A", 0, 100), feeder("B", 0, 50)] },
    );
    const plan = told(problem);
    expect(plan.sessions[1]!.unmetKwh).toBeCloseTo(40, 9);
    expect(plan.sessions[1]!.shortfall).toMatchObject({
      nodeId: "B",
      fromMs: 0,
      toMs: 4 * HOUR_MS,
    });
    expect(plan.sessions[1]!.shortfall!.moreKw).toBeCloseTo(10, 9);
    expect(plan.marginal.nodes).toEqual([{ id: "B", kwhPerKw: expect.closeTo(4, 9) }]);
    expect(plan.sessions[0]!.shortfall).toBeNull();
  });

  it("count what those before it are short of as well", () => {
    const problem = plainProblem([bus("a", 0, 2, 80), bus("b", 0, 2, 60)], {
      nodes: [site({ limitKw: [[0, 30]], baseLoadKw: [[0, 10]] })],
    });
    // 40 kWh of 140; "a" comes first.
    expect(shortfallOf(problem, "a")!.moreKw).toBeCloseTo(20, 9);
    expect(shortfallOf(problem, "b")!.moreKw).toBeCloseTo(50, 9);
  });

  it("raise a limit above the base load that breaks it", () => {
    const problem = plainProblem([bus("a", 0, 2, 80)], {
      nodes: [site({ limitKw: [[0, 30]], baseLoadKw: [[0, 45]] })],
    });
    expect(shortfallOf(problem, "a")!.moreKw).toBeCloseTo(55, 9);
    // One kW is not enough for any to pass.
    expect(told(problem).marginal.nodes).toEqual([]);
  });

  it("say when no limit alone would do", () => {
    const problem = plainProblem([bus("a", 0, 1, 60, { node: 1 })], {
      nodes: [site({ limitKw: [[0, 50]] }), feeder("A", 0, 50)],
    });
    expect(shortfallOf(problem, "a")).toEqual({
      nodeId: "A",
      fromMs: 0,
      toMs: HOUR_MS,
      moreKw: "never",
    });
  });

  it("name a limit that is not above the bus where that alone would make room for it", () => {
    // "j" could charge in the second hour but for C; two limits in a row hold "i" up in the first.
    const problem = plainProblem(
      [bus("i", 0, 1, 30, { node: 1 }), bus("j", 0, 2, 80, { node: 2, priority: 1 })],
      {
        nodes: [feeder("site", -1, 50, null), feeder("P", 0, 50, null), feeder("C", 1, null, 40)],
      },
    );
    const shortfall = shortfallOf(problem, "i")!;
    expect(shortfall).toMatchObject({ nodeId: "C", fromMs: HOUR_MS, toMs: 2 * HOUR_MS });
    expect(shortfall.moreKw).toBeCloseTo(20, 9);
  });

  it("find what does even where far more would not, for others come first", () => {
    // Beyond 10 kW more in the first hour "h" pushes "g" into the second, where "i" charges.
    const gentle = { usableKwh: 1_000, curve: [[0, 40] as const, [1_000, 40] as const] };
    const problem = plainProblem(
      [
        bus("h", 0, 1, 100, { node: 2, priority: 2 }),
        bus("g", 0, 2, 60, { node: 1, priority: 1, ...gentle }),
        bus("i", 0, 3, 54, { node: 2 }),
      ],
      { nodes: [site(), feeder("P", 0, 70, 50, 24), feeder("C", 1, 20, null, 20)] },
    );
    const shortfall = shortfallOf(problem, "i")!;
    expect(shortfall).toMatchObject({ nodeId: "C", fromMs: 0, toMs: 3 * HOUR_MS });
    expect(shortfall.moreKw).toBeCloseTo(4, 9);
    const unmetKwh = (byKw: number): number =>
      planCharging(mended(problem, shortfall, byKw)).sessions[2]!.unmetKwh;
    expect([4, 10, 11, 1_000].map((kw) => unmetKwh(kw) === 0)).toEqual([true, true, false, false]);
  });

  it("take the rating of a cabinet at the outlets, and leave alone what comes in modules", () => {
    const pair = { id: "pair", node: 0, ratedKw: 60, moduleKw: null, outletsAtOnce: null };
    const loss = { fixedKw: 0, perKw: 1.25, perKw2: 0 };
    const problem = plainProblem(
      [bus("a", 0, 2, 100, { cabinet: 0, loss }), bus("b", 0, 2, 100, { cabinet: 0, loss })],
      { cabinets: [pair] },
    );
    expect(shortfallOf(problem, "b")).toMatchObject({ nodeId: "pair" });
    expect(shortfallOf(problem, "b")!.moreKw).toBeCloseTo(40, 9);
    const modular = { ...problem, cabinets: [{ ...pair, moduleKw: 20 }] };
    const shortfall = told(modular).sessions.find(({ unmetKwh }) => unmetKwh > 0)!.shortfall;
    expect(shortfall).toMatchObject({ nodeId: "pair", moreKw: null });
  });

  it("work out raises for the five worst only", () => {
    const sessions = Array.from({ length: 8 }, (_, i) => bus(`bus${i}`, 0, 2, 40 + i));
    const plan = told(plainProblem(sessions, { nodes: [site({ limitKw: [[0, 10]] })] }));
    const short = plan.sessions
      .filter(({ unmetKwh }) => unmetKwh > 0)
      .toSorted((a, b) => b.unmetKwh - a.unmetKwh);
    expect(short).toHaveLength(8);
    const known = short.map(({ shortfall }) => typeof shortfall!.moreKw === "number");
    expect(known).toEqual([true, true, true, true, true, false, false, false]);
    expect(short.map(({ shortfall }) => shortfall!.nodeId)).toEqual(short.map(() => "site"));
  });

  it("leave a plan as it is that gives everybody all", () => {
    const problem = plainProblem([bus("a", 0, 2, 80)]);
    const plan = planCharging(problem);
    expect(explained(problem, plan)).toBe(plan);
  });
});

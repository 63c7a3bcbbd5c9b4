import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highs, javascriptLpSolver, TooLarge } from "../../src/planning/index.ts";
import { LinearProgram } from "../../src/planning/solver/linearProgram.ts";
import { NoOptimum, type Optimum, solved } from "../../src/planning/solver/solver.ts";

const SOLVERS = [highs, javascriptLpSolver];

const whole = fc.integer({ min: -20, max: 20 });

/** Small programs with bounds on both sides or one, rows of all kinds, any costs. */
const programs = fc
  .record({
    columns: fc.array(
      fc.record({
        lower: fc.constantFrom(0, 0, 0, 3, -5, -Infinity),
        width: fc.oneof(fc.nat({ max: 30 }), fc.constant(Infinity)),
        cost: whole,
      }),
      { minLength: 1, maxLength: 6 },
    ),
    rows: fc.array(
      fc.record({
        values: fc.array(whole, { minLength: 6, maxLength: 6 }),
        lower: fc.oneof(fc.integer({ min: -100, max: 50 }), fc.constant(-Infinity)),
        width: fc.oneof(fc.nat({ max: 100 }), fc.constant(0), fc.constant(Infinity)),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ columns, rows }) => {
    const program = new LinearProgram();
    for (const { lower, width, cost } of columns) {
      program.column(lower, lower === -Infinity ? 10 : lower + width, cost);
    }
    for (const { values, lower, width } of rows) {
      program.row({
        lower,
        upper: lower === -Infinity ? 60 : lower + width,
        columns: columns.map((_, c) => c),
        values: values.slice(0, columns.length),
      });
    }
    return program;
  });

async function costOrNothing(optimum: () => Promise<Optimum>): Promise<number | null> {
  try {
    return (await optimum()).cost;
  } catch (error) {
    if (error instanceof NoOptimum) return null;
    throw error;
  }
}

/** Two columns that want to grow: x + y ≤ 8, x ≤ 5. */
function wedge(): LinearProgram {
  const program = new LinearProgram();
  program.column(0, 5, -2);
  program.column(0, Infinity, -1);
  program.row({ lower: -Infinity, upper: 8, columns: [0, 1], values: [1, 1] });
  return program;
}

describe.each(SOLVERS)("the solver $name", (solver) => {
  it("finds the best corner", async () => {
    const { cost, columns } = await solved(solver, wedge());
    expect(cost).toBeCloseTo(-13, 9);
    expect(Array.from(columns, (x) => Math.round(x * 1e9) / 1e9)).toEqual([5, 3]);
  });

  it("solves again what has changed: costs, bounds, rows", async () => {
    const costs = await solver.withProgram(wedge(), (held) => {
      const first = held.optimum().cost;
      held.price([-1, -2]);
      const priced = held.optimum().cost;
      held.boundColumn(1, 0, 1);
      const bounded = held.optimum().cost;
      held.boundRow(0, -Infinity, 4);
      return [first, priced, bounded, held.optimum().cost];
    });
    expect(costs.map((cost) => Math.round(cost * 1e9) / 1e9)).toEqual([-13, -16, -7, -5]);
  });

  it("goes on after a change that left nothing", async () => {
    const cost = await solver.withProgram(wedge(), (held) => {
      held.boundRow(0, 20, 30);
      held.boundColumn(1, 0, 1);
      expect(() => held.optimum()).toThrow(NoOptimum);
      held.boundRow(0, -Infinity, 8);
      return held.optimum().cost;
    });
    expect(cost).toBeCloseTo(-11, 9);
  });

  it("says so when nothing is feasible, or all without end", async () => {
    const none = wedge();
    none.row({ lower: 9, upper: Infinity, columns: [0, 1], values: [1, 1] });
    await expect(solved(solver, none)).rejects.toThrow(NoOptimum);
    const endless = new LinearProgram();
    endless.column(0, Infinity, -1);
    endless.row({ lower: 1, upper: Infinity, columns: [0], values: [1] });
    await expect(solved(solver, endless)).rejects.toThrow(`${solver.name} found no optimum: `);
  });

  it("takes columns that have no lower bound", async () => {
    const program = new LinearProgram();
    program.column(-Infinity, 10);
    program.column(-5, Infinity);
    program.column(0, Infinity, -1);
    program.row({ lower: -85, upper: -85, columns: [0, 1, 2], values: [16, 17, 1] });
    await expect(solved(solver, program)).rejects.toThrow(NoOptimum);
    program.row({ lower: -7, upper: Infinity, columns: [0], values: [1] });
    // −7 × 16 − 5 × 17 + z = −85.
    expect((await solved(solver, program)).cost).toBeCloseTo(-112, 9);
  });

  it("leaves the program as it was", async () => {
    const program = wedge();
    await solver.withProgram(program, (held) => {
      held.price([0, 0]);
      held.boundColumn(0, 0, 0);
      held.boundRow(0, 0, 0);
      held.optimum();
    });
    expect(program).toEqual(wedge());
  });
});

describe("solvers", () => {
  it("find the same optimum, or none", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        const costs = await Promise.all(
          SOLVERS.map((solver) => costOrNothing(() => solved(solver, program))),
        );
        const [reference] = costs;
        if (reference !== null) found++;
        for (const cost of costs) {
          if (reference === null || reference === undefined) expect(cost).toBe(reference);
          else expect(cost).toBeCloseTo(reference, 6);
        }
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it("refuse what they would take too long for", async () => {
    const program = new LinearProgram();
    for (let c = 0; c < 1_000; c++) program.column(0, 1, -1);
    await expect(solved(javascriptLpSolver, program)).rejects.toThrow(TooLarge);
    await expect(solved(javascriptLpSolver, program)).rejects.toThrow(
      "jslp is for small programs: rows × columns may be 400000 at most, here 1000000",
    );
    program.row({
      lower: 0,
      upper: 7,
      columns: [...program.costs.keys()],
      values: program.costs.map(() => 1),
    });
    expect((await solved(highs, program)).cost).toBeCloseTo(-7, 6);
  });
});

import type javascriptLp from "javascript-lp-solver";
import type { LinearProgram } from "./linearProgram.ts";
import { type HeldProgram, NoOptimum, type Optimum, type Solver, TooLarge } from "./solver.ts";

/** Its dense tableau has a row for every bound, too: beyond this a solve takes seconds. */
const MOST_CELLS = 400_000;
/** Pivots below this are none. */
const PRECISION = 1e-9;
/** What it returns is wrong from here on, per size of a bound. It is known to be, now and then. */
const MOST_VIOLATION = 1e-6;

// The types of the package describe its CommonJS face, where the solver is a property.
type Package = typeof javascriptLp.default;
type Model = InstanceType<Package["Model"]>;
type Variable = ReturnType<Model["addVariable"]>;
type Term = readonly [value: number, variable: Variable];

/** A simplex in plain JavaScript, for small programs, solved anew each time; answers are checked. */
export const javascriptLpSolver: Solver = {
  name: "jslp",
  async withProgram(program, work) {
    const { costs, uppers, rows } = program;
    const bounded = uppers.filter((upper) => upper < Infinity).length;
    const cells = costs.length * (rows.length + bounded);
    if (cells > MOST_CELLS) throw new TooLarge("jslp", cells, MOST_CELLS);
    const { default: solver } = await import("javascript-lp-solver");
    return work(new JavascriptProgram(solver as unknown as Package, program));
  },
};

class JavascriptProgram implements HeldProgram {
  readonly #package: Package;
  readonly #program: LinearProgram;
  #costs: readonly number[];
  readonly #lowers: number[];
  readonly #uppers: number[];
  readonly #rowLowers: number[];
  readonly #rowUppers: number[];

  constructor(solver: Package, program: LinearProgram) {
    this.#package = solver;
    this.#program = program;
    this.#costs = program.costs;
    this.#lowers = [...program.lowers];
    this.#uppers = [...program.uppers];
    this.#rowLowers = program.rows.map(({ lower }) => lower);
    this.#rowUppers = program.rows.map(({ upper }) => upper);
  }

  price(costs: readonly number[]): void {
    this.#costs = costs;
  }

  boundColumn(column: number, lower: number, upper: number): void {
    this.#lowers[column] = lower;
    this.#uppers[column] = upper;
  }

  boundRow(row: number, lower: number, upper: number): void {
    this.#rowLowers[row] = lower;
    this.#rowUppers[row] = upper;
  }

  optimum(): Optimum {
    const model = new this.#package.Model(PRECISION);
    model.usePresolve = false;
    model.minimize();
    const parts = this.#costs.map((_, c) => this.#partsOf(model, c));
    const shifts = this.#lowers.map((lower) => (lower > -Infinity ? lower : 0));
    for (const [r, { columns, values }] of this.#program.rows.entries()) {
      const shift = columns.reduce((sum, c, j) => sum + values[j]! * shifts[c]!, 0);
      const terms = columns.flatMap((c, j) =>
        parts[c]!.map(([sign, variable]): Term => [sign * values[j]!, variable]),
      );
      constrain(model, this.#rowLowers[r]! - shift, this.#rowUppers[r]! - shift, terms);
    }
    const { feasible, bounded } = model.solve();
    if (!feasible || !bounded) {
      throw new NoOptimum("jslp", feasible ? "unbounded" : "infeasible");
    }
    const columns = parts.map((terms, c) =>
      terms.reduce((sum, [sign, variable]) => sum + sign * valueOf(model, variable), shifts[c]!),
    );
    this.#check(columns);
    return { cost: columns.reduce((sum, x, c) => sum + x * this.#costs[c]!, 0), columns };
  }

  /**
   * A column, counted from its lower bound: by itself a variable is at least 0. One without
   * is a difference of two; the package has a word for it, but answers wrongly with it.
   */
  #partsOf(model: Model, c: number): Term[] {
    const [lower, upper, cost] = [this.#lowers[c]!, this.#uppers[c]!, this.#costs[c]!];
    const terms: Term[] = [[1, model.addVariable(cost, `${c}`)]];
    if (lower === -Infinity) terms.push([-1, model.addVariable(-cost, `-${c}`)]);
    constrain(model, -Infinity, upper - (lower > -Infinity ? lower : 0), terms);
    return terms;
  }

  /** @throws NoOptimum for columns that break a bound or a row */
  #check(columns: readonly number[]): void {
    const keepsBounds = columns.every((x, c) => isWithin(x, this.#lowers[c]!, this.#uppers[c]!));
    const keepsRows = this.#program.rows.every(({ columns: indices, values }, r) => {
      const sum = indices.reduce((total, c, j) => total + values[j]! * columns[c]!, 0);
      return isWithin(sum, this.#rowLowers[r]!, this.#rowUppers[r]!);
    });
    if (!keepsBounds || !keepsRows) throw new NoOptimum("jslp", "its answer breaks the program");
  }
}

function isWithin(value: number, lower: number, upper: number): boolean {
  return (
    value >= lower - MOST_VIOLATION * (1 + Math.abs(lower)) &&
    value <= upper + MOST_VIOLATION * (1 + Math.abs(upper))
  );
}

function constrain(model: Model, lower: number, upper: number, terms: readonly Term[]): void {
  const sides =
    lower === upper
      ? [model.equal(upper)]
      : [
          ...(lower > -Infinity ? [model.greaterThan(lower)] : []),
          ...(upper < Infinity ? [model.smallerThan(upper)] : []),
        ];
  for (const side of sides) for (const [value, variable] of terms) side.addTerm(value, variable);
}

/** As the tableau has it: what the package reports is rounded. */
function valueOf({ tableau }: Model, { index }: Variable): number {
  const row = tableau.rowByVarIndex[index] ?? -1;
  return row < 0 ? 0 : tableau.matrix[row * tableau.width + tableau.rhsColumn]!;
}

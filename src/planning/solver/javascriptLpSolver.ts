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
type Column = ReturnType<Model["addVariable"]>;

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
    const variables = this.#variables(model);
    const shifts = this.#lowers.map((lower) => (lower > -Infinity ? lower : 0));
    for (const [r, { columns, values }] of this.#program.rows.entries()) {
      let shift = 0;
      for (const [j, column] of columns.entries()) shift += values[j]! * shifts[column]!;
      const terms = columns.map((column, j) => [values[j]!, variables[column]!] as const);
      constrain(model, this.#rowLowers[r]! - shift, this.#rowUppers[r]! - shift, terms);
    }
    const { feasible, bounded } = model.solve();
    if (!feasible || !bounded) {
      throw new NoOptimum("jslp", feasible ? "unbounded" : "infeasible");
    }
    const columns = variables.map((variable, c) => shifts[c]! + valueOf(model, variable));
    this.#check(columns);
    return { cost: columns.reduce((sum, x, c) => sum + x * this.#costs[c]!, 0), columns };
  }

  /** Counted from their lower bounds: by itself every variable is at least 0. */
  #variables(model: Model): Column[] {
    return this.#costs.map((cost, c) => {
      const lower = this.#lowers[c]!;
      const isFree = lower === -Infinity;
      const variable = model.addVariable(cost, String(c), false, isFree);
      constrain(model, -Infinity, this.#uppers[c]! - (isFree ? 0 : lower), [[1, variable]]);
      return variable;
    });
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

function constrain(
  model: Model,
  lower: number,
  upper: number,
  terms: readonly (readonly [value: number, variable: Column])[],
): void {
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
function valueOf({ tableau }: Model, { index }: Column): number {
  const row = tableau.rowByVarIndex[index] ?? -1;
  return row < 0 ? 0 : tableau.matrix[row * tableau.width + tableau.rhsColumn]!;
}

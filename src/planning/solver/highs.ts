import type { Highs, Model, ModelData } from "highs";
import type { LinearProgram } from "./linearProgram.ts";
import { type HeldProgram, NoOptimum, type Optimum, type Solver } from "./solver.ts";

/** Tighter than HiGHS's own 1e-7: plans are compared with exact ones. */
const TOLERANCE = 1e-9;

let loaded: Promise<Highs> | undefined;

/**
 * HiGHS compiled to WebAssembly, 4 MB, loaded when first asked: programs of any size.
 * It begins again where it ended when a program is changed.
 */
export const highs: Solver = {
  name: "highs",
  async withProgram(program, work) {
    loaded ??= load();
    const solver = await loaded;
    const model = solver.createModel(modelOf(program));
    try {
      model.options.set({
        output_flag: false,
        primal_feasibility_tolerance: TOLERANCE,
        dual_feasibility_tolerance: TOLERANCE,
      });
      return work(new HighsProgram(solver, model));
    } finally {
      model.dispose();
    }
  },
};

class HighsProgram implements HeldProgram {
  readonly #solver: Highs;
  readonly #model: Model;

  constructor(solver: Highs, model: Model) {
    this.#solver = solver;
    this.#model = model;
  }

  price(costs: readonly number[]): void {
    if (costs.length === 0) return;
    this.#model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
  }

  boundColumn(column: number, lower: number, upper: number): void {
    this.#model.changeColBounds(column, lower, upper);
  }

  boundRow(row: number, lower: number, upper: number): void {
    this.#model.changeRowBounds(row, lower, upper);
  }

  optimum(): Optimum {
    this.#model.run();
    const status = this.#model.getModelStatus();
    const { modelStatus } = this.#solver.constants;
    if (status !== modelStatus.optimal) {
      const name = Object.entries(modelStatus).find(([, code]) => code === status)?.[0];
      throw new NoOptimum("highs", name ?? String(status));
    }
    return {
      cost: this.#model.getObjectiveValue(),
      columns: this.#model.getSolution().colValue,
    };
  }
}

async function load(): Promise<Highs> {
  const { default: loader } = await import("highs");
  // The types of the package describe its CommonJS face, where the loader is a property.
  return (loader as unknown as typeof loader.default)();
}

function modelOf({ costs, lowers, uppers, rows }: LinearProgram): ModelData {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    indices.push(...row.columns);
    values.push(...row.values);
    starts.push(indices.length);
  }
  return {
    numCols: costs.length,
    numRows: rows.length,
    colCost: costs,
    colLower: lowers,
    colUpper: uppers,
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: costs.length,
      starts,
      indices,
      values,
    },
  };
}

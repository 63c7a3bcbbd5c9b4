import loader, { type Highs, type ModelData } from "highs";
import { type LinearProgram, NoOptimum, type Optimum } from "./linearProgram.ts";

/** Tighter than HiGHS's own 1e-7: plans are compared with exact ones. */
const TOLERANCE = 1e-9;

// The types of the package describe its CommonJS face, where the loader is a property.
const load = loader as unknown as typeof loader.default;
let loaded: Promise<Highs> | undefined;

/** HiGHS compiled to WebAssembly: any linear program. 4 MB, loaded when first asked. */
export async function highs(program: LinearProgram): Promise<Optimum> {
  loaded ??= load();
  const solver = await loaded;
  return solver.withModel(modelOf(program), (model) => {
    model.options.set({
      output_flag: false,
      primal_feasibility_tolerance: TOLERANCE,
      dual_feasibility_tolerance: TOLERANCE,
    });
    model.run();
    const status = model.getModelStatus();
    if (status !== solver.constants.modelStatus.optimal) {
      const { modelStatus } = solver.constants;
      const names = Object.entries(modelStatus).find(([, code]) => code === status);
      throw new NoOptimum("HiGHS", names?.[0] ?? String(status));
    }
    return {
      cost: model.getObjectiveValue(),
      columns: Array.from(model.getSolution().colValue),
    };
  });
}

function modelOf({ costs, lowers, uppers, rows }: LinearProgram): ModelData {
  const starts = [0];
  for (const { columns } of rows) starts.push(starts.at(-1)! + columns.length);
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
      indices: rows.flatMap(({ columns }) => columns),
      values: rows.flatMap(({ values }) => values),
    },
  };
}

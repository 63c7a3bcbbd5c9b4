import loader, { type Highs, type ModelData } from "highs";
import { LinearProgram } from "../../src/planning/solver/linearProgram.ts";
import { NoOptimum } from "../../src/planning/solver/solver.ts";

/** Tighter than HiGHS's own: plans are compared with what it finds. */
const TOLERANCE = 1e-9;
/** Branches that are looked at before the best so far has to do: a count, never a time. */
const MAX_NODES = 2_000;
/** Found and proven may differ by this, relative: the rest of the search is for nothing. */
const MIP_GAP = 1e-5;

/** A linear program some columns of which are whole. */
export class MixedProgram extends LinearProgram {
  readonly wholes: number[] = [];

  /** @returns its index */
  whole(upper: number): number {
    const column = this.column(0, upper);
    this.wholes.push(column);
    return column;
  }

  /** 0, or between these. HiGHS has a kind of column for it, at which it fails now and then. */
  zeroOr(lower: number, upper: number): number {
    const column = this.column(0, upper);
    if (lower <= 0) return column;
    const columns = [column, this.whole(1)];
    this.row({ lower: 0, upper: Infinity, columns, values: [1, -lower] });
    this.row({ lower: -Infinity, upper: 0, columns, values: [1, -upper] });
    return column;
  }
}

/** The best that was found, and what is proven. */
export interface MixedOptimum {
  readonly cost: number;
  /** No solution costs less. */
  readonly bound: number;
  readonly columns: ArrayLike<number>;
}

// The types of the package describe its CommonJS face, where the loader is a property.
const load = loader as unknown as typeof loader.default;
let loaded: Promise<Highs> | undefined;

/** Solves a mixed program with HiGHS, not by way of the product's own. @throws NoOptimum */
export async function solveMixed(program: MixedProgram): Promise<MixedOptimum> {
  loaded ??= load();
  const solver = await loaded;
  return solver.withModel(modelOf(program, solver), (model) => {
    model.options.set({
      output_flag: false,
      primal_feasibility_tolerance: TOLERANCE,
      dual_feasibility_tolerance: TOLERANCE,
      mip_feasibility_tolerance: 1e-8,
      mip_rel_gap: MIP_GAP,
      mip_max_nodes: MAX_NODES,
    });
    model.run();
    const { modelStatus } = solver.constants;
    const status = model.getModelStatus();
    const isMixed = program.wholes.length > 0;
    const stopped = isMixed && status === modelStatus.solutionLimit;
    const cost = model.getObjectiveValue();
    if ((status !== modelStatus.optimal && !stopped) || !Number.isFinite(cost)) {
      const names = Object.entries(modelStatus).find(([, code]) => code === status);
      throw new NoOptimum("HiGHS", names?.[0] ?? String(status));
    }
    return {
      cost,
      bound: isMixed ? Number(model.raw.getInfoValue("mip_dual_bound").value) : cost,
      columns: model.getSolution().colValue,
    };
  });
}

function modelOf(program: MixedProgram, { constants }: Highs): ModelData {
  const { costs, lowers, uppers, rows } = program;
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
    integrality: kindsOf(program, constants.variableType),
  };
}

function kindsOf(
  { costs, wholes }: MixedProgram,
  { continuous, integer }: Highs["constants"]["variableType"],
): Int32Array {
  const kinds = new Int32Array(costs.length).fill(continuous);
  for (const column of wholes) kinds[column] = integer;
  return kinds;
}

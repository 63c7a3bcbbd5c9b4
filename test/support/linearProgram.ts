/** One row: the sum of value × column lies between two bounds. */
export interface Row {
  readonly lower: number;
  readonly upper: number;
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

/** Minimise cost × columns within bounds and rows. The form that every solver back end takes. */
export class LinearProgram {
  readonly costs: number[] = [];
  readonly lowers: number[] = [];
  readonly uppers: number[] = [];
  readonly rows: Row[] = [];

  /** @returns its index */
  column(lower: number, upper: number, cost: number): number {
    this.lowers.push(lower);
    this.uppers.push(upper);
    return this.costs.push(cost) - 1;
  }

  /** @returns its index */
  row(row: Row): number {
    return this.rows.push(row) - 1;
  }
}

/** The best there is. */
export interface Optimum {
  readonly cost: number;
  readonly columns: readonly number[];
}

/** Solves a program. @throws NoOptimum unless one was found and proven */
export type Solver = (program: LinearProgram) => Promise<Optimum>;

/** A solver ended with something other than a proven optimum. */
export class NoOptimum extends Error {
  /** @param status as the solver calls it */
  constructor(solver: string, status: string) {
    super(`${solver} found no optimum: ${status}`);
    this.name = "NoOptimum";
  }
}

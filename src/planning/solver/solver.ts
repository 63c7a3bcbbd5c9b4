import type { LinearProgram } from "./linearProgram.ts";

/** Solves linear programs. */
export interface Solver {
  /** The word on the command line and in a plan. */
  readonly name: string;
  /**
   * Works with a program in the solver's hands, which are empty again when the work ends.
   * @throws TooLarge for a program that this solver takes too long for
   */
  withProgram<Result>(program: LinearProgram, work: (held: HeldProgram) => Result): Promise<Result>;
}

/** A program in a solver's hands: a little of it is changed, then it is solved again from there. */
export interface HeldProgram {
  /** Replaces what all columns cost. */
  price(costs: readonly number[]): void;
  boundColumn(column: number, lower: number, upper: number): void;
  boundRow(row: number, lower: number, upper: number): void;
  /** @throws NoOptimum unless one was found and proven */
  optimum(): Optimum;
}

/** The best there is. */
export interface Optimum {
  readonly cost: number;
  readonly columns: ArrayLike<number>;
}

/** A solver ended with something other than a proven optimum. */
export class NoOptimum extends Error {
  /** @param status as the solver calls it */
  constructor(solver: string, status: string) {
    super(`${solver} found no optimum: ${status}`);
    this.name = "NoOptimum";
  }
}

/** A program that a solver would take too long for. */
export class TooLarge extends Error {
  constructor(solver: string, cells: number, mostCells: number) {
    super(
      `${solver} is for small programs: rows × columns may be ${mostCells} at most, here ${cells}`,
    );
    this.name = "TooLarge";
  }
}

/** Solves a program once. @throws NoOptimum, TooLarge */
export async function solved(solver: Solver, program: LinearProgram): Promise<Optimum> {
  return solver.withProgram(program, (held) => held.optimum());
}

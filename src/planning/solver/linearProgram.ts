/** One row: the sum of value × column lies between two bounds. */
export interface Row {
  readonly lower: number;
  readonly upper: number;
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

/** Minimise cost × columns within bounds and rows. The form that every solver takes. */
export class LinearProgram {
  readonly costs: number[] = [];
  readonly lowers: number[] = [];
  readonly uppers: number[] = [];
  readonly rows: Row[] = [];

  /** @returns its index */
  column(lower: number, upper: number, cost = 0): number {
    this.lowers.push(lower);
    this.uppers.push(upper);
    return this.costs.push(cost) - 1;
  }

  /** @returns its index */
  row(row: Row): number {
    return this.rows.push(row) - 1;
  }
}

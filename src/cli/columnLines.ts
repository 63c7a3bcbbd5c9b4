/** A column of a table for people. */
export interface Column {
  readonly head: string;
  /** Whether its words end at one edge, as numbers do. */
  readonly isRight?: boolean;
}

/** Lines of a table, columns as wide as what is in them. */
export function columnLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  const all = [columns.map(({ head }) => head), ...rows];
  const widths = columns.map((_, i) => Math.max(...all.map((row) => row[i]!.length)));
  return all.map((row) =>
    columns
      .map(({ isRight }, i) =>
        isRight === true ? row[i]!.padStart(widths[i]!) : row[i]!.padEnd(widths[i]!),
      )
      .join("  ")
      .trimEnd(),
  );
}

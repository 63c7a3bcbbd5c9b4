import type { FileStore } from "../record/index.ts";
import type { RunRow } from "./runRow.ts";

/** Name of the file that holds a row a line. */
export const RUNS = "runs.ndjson";

/** A line of `runs.ndjson`. */
export interface RowLine {
  /** With its end. */
  readonly line: string;
  /** null: it is damaged, the last of a process that was killed, say. */
  readonly row: RunRow | null;
}

/** The lines of a folder's `runs.ndjson`, one after another. @throws what the store throws */
export async function* rowsOf(store: FileStore, folder: string): AsyncGenerator<RowLine> {
  const decoder = new TextDecoder();
  let begun = "";
  for await (const piece of store.pieces(store.join(folder, RUNS))) {
    const lines = (begun + decoder.decode(piece, { stream: true })).split("\n");
    begun = lines.pop()!;
    for (const line of lines) yield { line: `${line}\n`, row: rowOf(line) };
  }
  // A line without an end was not written to its end.
  if (begun !== "") yield { line: begun, row: null };
}

/** A row as a line of the file. */
export function lineOf(row: RunRow): string {
  return `${JSON.stringify(row)}\n`;
}

function rowOf(line: string): RunRow | null {
  try {
    const row = JSON.parse(line) as Partial<RunRow> | null;
    const isRow = typeof row?.run === "number" && typeof row.key === "string";
    return isRow ? (row as RunRow) : null;
  } catch {
    return null;
  }
}

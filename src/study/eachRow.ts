import type { FileStore } from "../record/index.ts";
import { rowsOf } from "./rowsOf.ts";
import type { RunRow } from "./runRow.ts";

/** Hands out every row of a folder of many runs, in its order. @throws what the store throws */
export async function eachRow(
  store: FileStore,
  folder: string,
  hear: (row: RunRow) => void,
): Promise<void> {
  for await (const { row } of rowsOf(store, folder)) if (row !== null) hear(row);
}

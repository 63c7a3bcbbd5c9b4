import { type FileStore, RowColumns, RowHash, rowsParquet } from "../record/index.ts";
import type { RowReport } from "./rowReport.ts";
import { rowsOf } from "./rowsOf.ts";
import type { RunRow } from "./runRow.ts";
import type { StudyManifest } from "./studyManifest.ts";

/**
 * Writes what follows from a folder's `runs.ndjson`: `runs.parquet`, what the report says and, last, the manifest.
 * @param expected how many rows the folder has when it is whole
 */
export async function finishStudy(
  store: FileStore,
  folder: string,
  manifest: StudyManifest,
  expected: number,
  report: RowReport,
): Promise<void> {
  const columns = new RowColumns();
  const hash = new RowHash();
  let rows = 0;
  for await (const { line, row } of rowsOf(store, folder)) {
    if (row === null) continue;
    rows++;
    report.add(row);
    columns.add(row);
    hash.add(line);
  }
  const at = (name: string): string => store.join(folder, name);
  await store.write(at("runs.parquet"), await rowsParquet(columns, wholeRows(store, folder)));
  for (const [name, text] of Object.entries(await report.files()))
    await store.write(at(name), text);
  const finished = { ...manifest, digest: hash.digest(), complete: rows === expected };
  await store.write(at("manifest.json"), `${JSON.stringify(finished, null, 2)}\n`);
}

async function* wholeRows(store: FileStore, folder: string): AsyncGenerator<RunRow> {
  for await (const { row } of rowsOf(store, folder)) if (row !== null) yield row;
}

import { type FileStore, RowColumns, RowHash, rowsParquet } from "../record/index.ts";
import { rowsOf } from "./rowsOf.ts";
import type { RunRow } from "./runRow.ts";
import type { StudyManifest } from "./studyManifest.ts";
import { studySummary, type StudySummary } from "./studySummary.ts";
import { Tally } from "./tally.ts";

/** Words for people. */
export type Tell = (summary: StudySummary) => string;

/**
 * Writes what follows from a folder's `runs.ndjson`: `runs.parquet`, both summaries and, last, the manifest.
 * @param expected how many rows the folder has when it is whole
 */
export async function finishStudy(
  store: FileStore,
  folder: string,
  manifest: StudyManifest,
  { strategy, expected, tell }: { strategy: string; expected: number; tell: Tell },
): Promise<StudySummary> {
  const tally = new Tally();
  const columns = new RowColumns();
  const hash = new RowHash();
  for await (const { line, row } of rowsOf(store, folder)) {
    if (row === null) continue;
    tally.add(row);
    columns.add(row);
    hash.add(line);
  }
  const summary = studySummary(manifest, strategy, tally);
  const at = (name: string): string => store.join(folder, name);
  await store.write(at("runs.parquet"), await rowsParquet(columns, wholeRows(store, folder)));
  await store.write(at("summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
  await store.write(at("summary.txt"), tell(summary));
  const finished = { ...manifest, digest: hash.digest(), complete: tally.rows === expected };
  await store.write(at("manifest.json"), `${JSON.stringify(finished, null, 2)}\n`);
  return summary;
}

async function* wholeRows(store: FileStore, folder: string): AsyncGenerator<RunRow> {
  for await (const { row } of rowsOf(store, folder)) if (row !== null) yield row;
}

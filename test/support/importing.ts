import {
  type ImportFormat,
  type ImportOptions,
  type ImportReport,
  importTimetable,
} from "../../src/importers/index.ts";
import { type MemoryFile, memoryFiles } from "./memoryFiles.ts";

/** Options of somebody who says nothing. */
const plain: ImportOptions = {
  columns: new Map(),
  depot: null,
  vehicleType: null,
  typeNames: new Map(),
  distanceUnit: null,
  capacityKwh: new Map(),
  pullOutMin: 0,
  pullInMin: 0,
  deadheadKm: 0,
  from: null,
  to: null,
  asServiceDays: false,
  routes: [],
  tripsAsBlocks: false,
};

/** What came of an import. */
export interface Imports {
  readonly csv: string;
  /** Rows of the table by the names of its columns. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly report: ImportReport;
}

/** Imports a file in memory; one that is no record of files is called `file.csv`. */
export async function imports(
  format: ImportFormat,
  content: MemoryFile | Readonly<Record<string, MemoryFile>>,
  options: Partial<ImportOptions> = {},
): Promise<Imports> {
  const isOne = typeof content !== "object" || content instanceof Uint8Array;
  const files = isOne ? { "file.csv": content } : (content as Readonly<Record<string, MemoryFile>>);
  const path = isOne ? "file.csv" : Object.keys(files).includes("feed.zip") ? "feed.zip" : "feed";
  const { csv, report } = await importTimetable(memoryFiles(files), format, path, {
    ...plain,
    ...options,
  });
  const [header = [], ...rows] = csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  return {
    csv,
    report,
    rows: rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""]))),
  };
}

/** What people read of a file that cannot be imported; fails where it can. */
export async function refusal(...args: Parameters<typeof imports>): Promise<string> {
  const problem = await imports(...args).then(
    () => null,
    (error: unknown) => error as Error,
  );
  if (problem?.name !== "InputProblem") throw problem ?? new Error("nothing was found wrong");
  return problem.message;
}

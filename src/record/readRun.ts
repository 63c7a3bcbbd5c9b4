import { depotSchema } from "./depotSchema.ts";
import { readSessionsCsv } from "./readSessionsCsv.ts";
import type { RunFiles } from "./runFiles.ts";
import type { PointQuarterHour, RecordedQuarterHour, RunRecord } from "./runRecord.ts";
import { type RecordedSummary, summarySchema } from "./summarySchema.ts";
import { UnreadableRun } from "./unreadableRun.ts";
import type { Manifest } from "./writeRunDirectory.ts";

/** A run by its files. @throws UnreadableRun naming the file that is not as it should be */
export async function readRun(manifest: Manifest, files: RunFiles): Promise<RunRecord> {
  const read = async <T>(
    name: string,
    how: (content: string | Uint8Array) => T | Promise<T>,
  ): Promise<T> => {
    const content = files[name];
    if (content === undefined) throw new UnreadableRun(`there is no ${name}`);
    try {
      return await how(content);
    } catch (error) {
      const why = error instanceof Error ? error.message.split("\n")[0]! : String(error);
      throw new UnreadableRun(`${name} is damaged: ${why}`);
    }
  };
  return {
    manifest,
    summary: await read("summary.json", (text) => summaryIn(String(text))),
    depot: await read("depot.json", (text) => plain(depotSchema.safeParse(json(String(text))))),
    stays: await read("sessions.csv", (text) => readSessionsCsv(String(text))),
    nodes: await read("series.parquet", (bytes) => nodesIn(bytes as Uint8Array)),
    points:
      files["points.parquet"] === undefined
        ? null
        : await read("points.parquet", (bytes) => pointsIn(bytes as Uint8Array)),
  };
}

function summaryIn(text: string): RecordedSummary {
  return plain(summarySchema.safeParse(json(text)));
}

function json(text: string): unknown {
  return JSON.parse(text);
}

/** What a schema says of a value. @throws Error with the first that is wrong, in a line */
function plain<T>(
  result:
    | { success: true; data: T }
    | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } },
): T {
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new Error(`${path.map(String).join(".") || "it"}: ${message}`);
}

async function nodesIn(bytes: Uint8Array): Promise<Map<string, RecordedQuarterHour[]>> {
  return grouped(await rowsIn(bytes), "node", (row) => ({
    atMs: timeOf(row),
    meanKw: Number(row["meanKw"]),
    baseLoadKw: Number(row["baseLoadKw"]),
    contractKw: limitOf(row["contractKw"]),
    maxKw: limitOf(row["maxKw"]),
  }));
}

function limitOf(value: unknown): number {
  return value === null ? Infinity : Number(value);
}

async function pointsIn(bytes: Uint8Array): Promise<Map<string, PointQuarterHour[]>> {
  return grouped(await rowsIn(bytes), "point", (row) => ({
    atMs: timeOf(row),
    meanKw: Number(row["meanKw"]),
  }));
}

type Row = Readonly<Record<string, unknown>>;

async function rowsIn(bytes: Uint8Array): Promise<Row[]> {
  const { parquetReadObjects } = await import("hyparquet");
  // A copy that owns its buffer: the bytes may lie within a larger one.
  return parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
}

function timeOf(row: Row): number {
  return (row["at"] as Date).getTime();
}

function grouped<T>(rows: readonly Row[], column: string, item: (row: Row) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = String(row[column]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item(row)]);
    else group.push(item(row));
  }
  return groups;
}

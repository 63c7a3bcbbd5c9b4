import { quarterHours, type RunResult } from "../kpi/index.ts";

/** `series.parquet`: one row per grid node and quarter-hour of the reported window. */
export async function seriesParquet(run: RunResult): Promise<Uint8Array> {
  // 1 MB of code that only this file needs.
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const rows = run.nodes.flatMap((node) =>
    quarterHours(run, node).map((quarterHour) => ({ node, ...quarterHour })),
  );
  const limit = (key: "contractKw" | "maxKw") =>
    rows.map(({ node, atMs }) => finiteOrNull(node[key].at(atMs)));
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: "at", type: "TIMESTAMP", data: rows.map(({ atMs }) => new Date(atMs)) },
      { name: "node", type: "STRING", data: rows.map(({ node }) => node.id) },
      { name: "meanKw", type: "DOUBLE", data: rows.map(({ meanKw }) => meanKw) },
      { name: "baseLoadKw", type: "DOUBLE", data: rows.map(({ baseLoadKw }) => baseLoadKw) },
      { name: "contractKw", type: "DOUBLE", nullable: true, data: limit("contractKw") },
      { name: "maxKw", type: "DOUBLE", nullable: true, data: limit("maxKw") },
    ],
  });
  return new Uint8Array(buffer);
}

function finiteOrNull(value: number): number | null {
  return value < Infinity ? value : null;
}

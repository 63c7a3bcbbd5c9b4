import type { RunResult } from "../kpi/index.ts";

const QUARTER_HOUR_MS = 900_000;
const HOUR_MS = 3_600_000;

/**
 * `points.parquet`: mean power at the outlet of each point, one row per quarter-hour of the run in
 * which it gave any; null for a run that did not keep it.
 */
export async function pointsParquet(run: RunResult): Promise<Uint8Array | null> {
  if (run.points === null) return null;
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const at: Date[] = [];
  const point: string[] = [];
  const meanKw: number[] = [];
  for (const { id, outletKwh } of run.points) {
    for (const [quarter, kwh] of outletKwh.entries()) {
      if (kwh <= 0) continue;
      at.push(new Date(run.meteredFromMs + quarter * QUARTER_HOUR_MS));
      point.push(id);
      meanKw.push(kwh * (HOUR_MS / QUARTER_HOUR_MS));
    }
  }
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: "at", type: "TIMESTAMP", data: at },
      { name: "point", type: "STRING", data: point },
      { name: "meanKw", type: "DOUBLE", data: meanKw },
    ],
  });
  return new Uint8Array(buffer);
}

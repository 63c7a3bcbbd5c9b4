import type { Calendar, RunResult, Summary } from "../kpi/index.ts";
import type { DepotFacts } from "./depotFacts.ts";
import { pointsParquet } from "./pointsParquet.ts";
import { seriesParquet } from "./seriesParquet.ts";
import { sessionsCsv } from "./sessionsCsv.ts";

/** Files of a run by their names within its folder. */
export type RunFiles = Readonly<Record<string, string | Uint8Array>>;

/** All that is measured of a run, and what a report needs beside it. */
export async function runFiles(
  result: RunResult,
  summary: Summary,
  depot: DepotFacts,
  calendar: Calendar,
): Promise<RunFiles> {
  const points = await pointsParquet(result);
  return {
    "summary.json": `${JSON.stringify(summary, null, 2)}\n`,
    "depot.json": `${JSON.stringify(depot)}\n`,
    "sessions.csv": sessionsCsv(result, calendar),
    "series.parquet": await seriesParquet(result),
    ...(points === null ? {} : { "points.parquet": points }),
  };
}

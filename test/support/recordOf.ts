import type { RunResult, Summary } from "../../src/kpi/index.ts";
import { type DepotFacts, readRun, runFiles, type RunRecord } from "../../src/record/index.ts";
import { calendar, summaryOf } from "./smallRun.ts";

/** A run as its folder would tell it. */
export async function recordOf(
  run: RunResult,
  summary: Partial<Summary> = {},
  depot: Partial<DepotFacts> = {},
): Promise<RunRecord> {
  const told = summaryOf(run, summary);
  const points = [...new Set(run.stays.flatMap(({ pointId }) => pointId ?? []))].toSorted();
  const facts: DepotFacts = {
    schemaVersion: 1,
    timezone: calendar.zone.name,
    serviceDayStartsAt: "04:00",
    run: run.window,
    window: run.window,
    untilMs: run.untilMs,
    strategySays: "as it comes",
    points: points.map((id) => ({ id, ratedKw: 150, cabinetId: null })),
    cabinets: [],
    foreseenShort: [],
    ...depot,
  };
  const manifest = {
    tool: "busbar",
    version: "1.2.3",
    node: "v20.0.0",
    command: "busbar run small.yaml",
    digest: told.digest,
    complete: run.complete,
  } as const;
  return readRun(manifest, await runFiles(run, told, facts, calendar));
}

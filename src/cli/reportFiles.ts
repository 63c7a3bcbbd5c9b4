import type { RunRecord } from "../record/index.ts";
import { report } from "../report/index.ts";
import type { LoadedScenario } from "../scenario/index.ts";
import { specFiles } from "./writeCharts.ts";

/** The report of a run, and its charts as people can edit them. */
export async function reportFiles(
  record: RunRecord,
  calendar: LoadedScenario["calendar"],
): Promise<Record<string, string>> {
  const { html, charts } = await report(record, calendar, "en");
  return { "report.html": html, ...specFiles(charts) };
}

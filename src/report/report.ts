import type { Calendar } from "../kpi/index.ts";
import type { RunRecord } from "../record/index.ts";
import type { Chart } from "./charts/chart.ts";
import { reportHtml } from "./page/reportHtml.ts";
import { chartsIn, reportCharts } from "./reportCharts.ts";
import { type Language, languages } from "./words/languages.ts";

/** A report: its page, and its charts as people can edit them. */
export interface Report {
  readonly html: string;
  readonly charts: readonly Chart[];
}

/** Writes the report of a run. Loads 25 MB of vega. */
export async function report(
  record: RunRecord,
  calendar: Calendar,
  language: Language,
): Promise<Report> {
  const told = { record, calendar, words: languages[language] };
  const charts = reportCharts(told);
  return { html: await reportHtml(told, charts), charts: chartsIn(charts) };
}

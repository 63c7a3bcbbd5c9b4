import { histogram } from "../study/index.ts";
import type { Chart } from "./charts/chart.ts";
import { nightsHistogram } from "./charts/nightsHistogram.ts";
import { grouped } from "./grouped.ts";
import { studyHtml, type ToldStudy } from "./page/studyHtml.ts";
import type { Report } from "./report.ts";
import { type Language, languages } from "./words/languages.ts";
import type { Words } from "./words/en.ts";

/** Columns of the picture, and the finest step [kW]. */
const COLUMNS = 40;
const LEAST_KW = 1;

/**
 * Writes the report of one depot on many nights. Loads 25 MB of vega.
 * @param peaksKw highest quarter-hour of every night that was done
 */
export async function studyReport(
  told: ToldStudy,
  peaksKw: readonly number[],
  language: Language,
): Promise<Report> {
  const words = languages[language];
  const chart = peaksChart(told.summary.scenario, peaksKw, words);
  return { html: await studyHtml(told, chart, words), charts: chart === null ? [] : [chart] };
}

function peaksChart(name: string, peaksKw: readonly number[], words: Words): Chart | null {
  const peaks = histogram([peaksKw], COLUMNS, LEAST_KW);
  const axis = words.peakStepAxis(`${grouped(peaks?.step ?? 0, 0, words)} kW`);
  const spreading = { name: "peaks", title: words.comparedPeaks, axis, per: 1 };
  return nightsHistogram({ variants: [{ name }] }, peaks, spreading, words);
}

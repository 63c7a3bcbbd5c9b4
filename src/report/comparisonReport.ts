import { nightMultiples } from "./charts/nightMultiples.ts";
import { nightsHistogram } from "./charts/nightsHistogram.ts";
import { grouped } from "./grouped.ts";
import { comparisonHtml } from "./page/comparisonHtml.ts";
import type { Report } from "./report.ts";
import type { ComparisonCharts, ToldComparison } from "./toldComparison.ts";
import { type Language, languages } from "./words/languages.ts";
import type { Words } from "./words/en.ts";

/** Writes the report of a comparison. Loads 25 MB of vega. */
export async function comparisonReport(told: ToldComparison, language: Language): Promise<Report> {
  const words = languages[language];
  const charts = chartsOf(told, words);
  const list = [charts.night, charts.peaks, charts.slacks].filter((chart) => chart !== null);
  return { html: await comparisonHtml(told, charts, words), charts: list };
}

function chartsOf({ summary, night }: ToldComparison, words: Words): ComparisonCharts {
  const { peaks, slacks } = summary;
  const stepKw = `${grouped(peaks?.step ?? 0, 0, words)} kW`;
  const stepPercent = `${grouped((slacks?.step ?? 0) * 100, 1, words)} %`;
  return {
    night: nightMultiples(night, words),
    peaks: nightsHistogram(
      summary,
      peaks,
      { name: "peaks", title: words.comparedPeaks, axis: words.peakStepAxis(stepKw), per: 1 },
      words,
    ),
    slacks: nightsHistogram(
      summary,
      slacks,
      {
        name: "slacks",
        title: words.comparedSlacks,
        axis: words.slackStepAxis(stepPercent),
        per: 0.01,
      },
      words,
    ),
  };
}

import type { ComparisonCharts, ToldComparison } from "../toldComparison.ts";
import { kw } from "../kw.ts";
import { type LeastPeak, leastPeak } from "../leastPeak.ts";
import { signedKw } from "../signed.ts";
import type { Words } from "../words/en.ts";
import { chartSection } from "./chartSection.ts";
import { comparedTable } from "./comparedTable.ts";
import { type Html, html } from "./html.ts";
import { page } from "./page.ts";
import { section } from "./section.ts";

type Summary = ToldComparison["summary"];

/** The report of a comparison, as a page that needs nothing else. */
export async function comparisonHtml(
  told: ToldComparison,
  charts: ComparisonCharts,
  words: Words,
): Promise<string> {
  const { summary, night } = told;
  const { variants, baseline, nights, varied } = summary;
  const names = [...new Set(variants.map(({ scenario }) => scenario))].join(", ");
  const title = words.comparedTitle(names);
  const nightNote = night === null ? "" : words.comparedNightNote(night.seed, baseline);
  return page({
    lang: words.lang,
    title,
    header: html`<p class="kicker">${words.comparison}</p>
      <h1>${title}</h1>
      <p class="note">${words.comparedOn(words.nights(nights), varied)}</p>
      ${verdict(summary, words)}`,
    main: [
      section("figures", words.comparedFigures, figures(summary, words)),
      ...(await chartSection("night", words.comparedNight, charts.night, nightNote)),
      ...(await chartSection("peaks", words.comparedPeaks, charts.peaks)),
      ...(await chartSection("slacks", words.comparedSlacks, charts.slacks)),
      section("reproduce", words.reproduce, commands(told, words)),
      differences(summary, words),
    ].filter((part) => part !== null),
  });
}

/** Who draws least, and who beats whom. */
function verdict({ variants, nights, baseline, complete, runs }: Summary, words: Words): Html {
  const least = leastPeak(variants);
  const sentence = least === null || nights === 0 ? words.noNight : leastText(least, nights, words);
  const beats = variants.flatMap(({ name, against }) =>
    against === null
      ? []
      : [html`<li>${words.beats(name, baseline, against.beats, nights, against.beaten)}</li>`],
  );
  const wrong = variants.some(({ done }) => done === 0) || nights === 0;
  return html`
    ${complete ? null : html`<p class="stopped">${words.unfinished}</p>`}
    <p class="verdict${wrong ? " wrong" : ""}">${sentence}</p>
    ${runs.failed > 0 ? html`<p class="stopped">${words.failedRuns(runs.failed)}</p>` : null}
    ${
      beats.length === 0
        ? null
        : html`<ul>
            ${beats}
          </ul>`
    }
    <p class="note">${words.beatsNote}</p>
  `;
}

function leastText({ name, peak15Kw, better }: LeastPeak, nights: number, words: Words): string {
  const peak = `${kw(peak15Kw, words)}${nights > 1 ? ` ${words.onAverage}` : ""}`;
  if (better === "than all") return words.fewestOf(name, peak);
  return words.smallestOf(name, better === "than some" ? words.ofBest : "", peak);
}

function figures(summary: Summary, words: Words): Html {
  const { variants, baseline } = summary;
  const isExact = variants.every(({ isBoundExact }) => isBoundExact);
  const hasGap = variants.some(({ means }) => means.aboveSmallestPeak !== null);
  const terms = hasGap ? `${words.comparedTerms}${isExact ? "" : ` ${words.gapAtMost}`}` : "";
  return html`<p class="note">${words.comparedNote(baseline)} ${terms}</p>
    ${comparedTable(summary, words)}`;
}

/** Every night that stands out, with what shows it alone. */
function commands({ summary, command }: ToldComparison, words: Words): Html {
  const { variants, baseline, failures } = summary;
  const entries: (readonly [string, readonly string[]])[] = [];
  for (const { name, worst } of variants) {
    if (worst === null) continue;
    entries.push([words.worstOf(name, worst.seed, kw(worst.peak15Kw, words)), [worst.command]]);
  }
  for (const { name, against } of variants) {
    const [most] = against?.flips.worst ?? [];
    if (against === null || most === undefined) continue;
    const { count } = against.flips;
    const told = signedKw(most.peak15Kw, words);
    entries.push([
      words.flipsOf(name, baseline, count, most.seed, told),
      [most.command, most.baselineCommand],
    ]);
  }
  for (const { variant, seed, error, command: again } of failures) {
    entries.push([words.failedOf(variant, seed, error), [again]]);
  }
  entries.push([words.command, [command]]);
  return html`<dl>
    ${entries.map(
      ([name, lines]) =>
        html`<dt>${name}</dt>
          ${lines.map((line) => html`<dd><code>${line}</code></dd>`)}`,
    )}
  </dl>`;
}

/** What differs beyond what is compared; told in English, as refusals are. */
function differences({ allowedDifferences }: Summary, words: Words): Html | null {
  if (allowedDifferences.length === 0) return null;
  return section(
    "allowed",
    words.allowed,
    html`<ul lang="en">
      ${allowedDifferences.map((difference) => html`<li>${difference}</li>`)}
    </ul>`,
  );
}

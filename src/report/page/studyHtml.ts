import type { StudySummary } from "../../study/index.ts";
import type { Chart } from "../charts/chart.ts";
import { brokenText } from "../brokenText.ts";
import { grouped } from "../grouped.ts";
import { kw } from "../kw.ts";
import { percent } from "../percent.ts";
import type { Words } from "../words/en.ts";
import { chartSection } from "./chartSection.ts";
import { definitions } from "./definitions.ts";
import { type Html, html } from "./html.ts";
import { page } from "./page.ts";
import { section } from "./section.ts";

/** What there is to say of many nights. */
export interface ToldStudy {
  readonly summary: StudySummary;
  /** What makes all this again. */
  readonly command: string;
}

/** The report of one depot on many nights, as a page that needs nothing else. */
export async function studyHtml(
  told: ToldStudy,
  peaks: Chart | null,
  words: Words,
): Promise<string> {
  const { summary } = told;
  const { scenario, runs, varied } = summary;
  return page({
    lang: words.lang,
    title: scenario,
    header: html`<p class="kicker">${words.manyNights}</p>
      <h1>${scenario}</h1>
      <p class="note">${words.nights(runs.done)} (${varied})</p>
      ${verdict(summary, words)}`,
    main: [
      section("figures", words.figuresOfNights, figures(summary, words)),
      ...(await chartSection("peaks", words.comparedPeaks, peaks)),
      section("reproduce", words.reproduce, commands(told, words)),
    ],
  });
}

function verdict({ nights, runs, complete }: StudySummary, words: Words): Html {
  const { everyBusReady: ready, shareReady: share } = nights;
  const sentence =
    share === null
      ? words.noNight
      : words.readyNights(ready, runs.done, percent(share, words, Math.floor));
  return html`
    ${complete ? null : html`<p class="stopped">${words.unfinished}</p>`}
    <p class="verdict${ready === runs.done ? "" : " wrong"}">${sentence}</p>
    ${runs.failed > 0 ? html`<p class="stopped">${words.failedRuns(runs.failed)}</p>` : null}
  `;
}

function figures({ peak15Kw, unmetKwh, nights, runs, strategy }: StudySummary, words: Words): Html {
  const keys = ["min", "p5", "median", "p95", "max"] as const;
  const rows = [
    [words.comparedNames["peak15Kw"]!, peak15Kw, 0],
    [words.comparedNames["unmetKwh"]!, unmetKwh, 1],
  ] as const;
  const count = (some: number): Html => html`${words.ofNights(some, runs.done)}`;
  return html`<table>
      <thead>
        <tr>
          <th></th>
          ${keys.map((key) => html`<th class="n">${words.spreadNames[key]!}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.flatMap(([name, spread, digits]) =>
          spread === null
            ? []
            : [
                html`<tr>
                  <td>${name}</td>
                  ${keys.map((key) => html`<td class="n">${grouped(spread[key], digits, words)}</td>`)}
                </tr>`,
              ],
        )}
      </tbody>
    </table>
    ${definitions([
      [words.strategy, html`${strategy}`],
      [words.withLate, count(nights.withLate)],
      [words.withBreach, count(nights.withBreach)],
      ...nights.brokenAssertions.map(
        (broken) =>
          [
            words.assertions,
            html`<span lang="en">${brokenText(broken, runs.done)}</span>`,
          ] as const,
      ),
    ])}`;
}

/** Every night that stands out, with what shows it alone. */
function commands({ summary, command }: ToldStudy, words: Words): Html {
  const { scenario, worst, failures, nights } = summary;
  const entries: (readonly [string, string])[] = [
    ...(worst === null
      ? []
      : [[words.worstOf(scenario, worst.seed, kw(worst.peak15Kw, words)), worst.command] as const]),
    ...nights.brokenAssertions.map((broken) => [broken.assertion, broken.command] as const),
    ...failures.map(
      ({ seed, error, command: again }) => [words.failedOf(scenario, seed, error), again] as const,
    ),
    [words.command, command],
  ];
  return html`<dl>
    ${entries.map(
      ([name, line]) =>
        html`<dt>${name}</dt>
          <dd><code>${line}</code></dd>`,
    )}
  </dl>`;
}

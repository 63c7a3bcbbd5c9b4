import type { Manifest } from "../../record/index.ts";
import type { Limiting, SizeReport, SizeResult } from "../../study/index.ts";
import type { Chart } from "../charts/chart.ts";
import { grouped } from "../grouped.ts";
import { kw, kwh } from "../kw.ts";
import { type Html, html } from "../page/html.ts";
import { inlineSvg } from "../page/inlineSvg.ts";
import { definitions } from "../page/definitions.ts";
import { page } from "../page/page.ts";
import { section } from "../page/section.ts";
import { percent } from "../percent.ts";
import { dateLabel } from "../timeLabel.ts";
import { type Language, languages } from "../words/languages.ts";
import { duration } from "../whyWrong.ts";
import type { Words } from "../words/en.ts";
import { clockOf } from "./clockOf.ts";
import { sized } from "./sized.ts";
import { sizeCurve } from "./sizeCurve.ts";
import { sizeDe } from "./sizeDe.ts";
import { sizeEn, type SizeWords } from "./sizeEn.ts";

/** Buses named before the rest is counted. */
const NAMED = 5;
const sayings: Readonly<Record<Language, SizeWords>> = { en: sizeEn, de: sizeDe };

/** What a page on a size is told in. */
interface SizeTold {
  readonly report: SizeReport;
  readonly manifest: Manifest;
  readonly words: Words;
  readonly say: SizeWords;
}

/** A page to sign: the question, the answer and its certainty, what it rests on. Loads 25 MB of vega. */
export async function sizePage(
  report: SizeReport,
  manifest: Manifest,
  language: Language,
): Promise<{ readonly html: string; readonly charts: readonly Chart[] }> {
  const words = languages[language];
  const told: SizeTold = { report, manifest, words, say: sayings[language] };
  const { say } = told;
  const chart = sizeCurve(report, words, say);
  const asks = say.asks(report.quantity, percent(report.share, words));
  const header = html`<p class="kicker">${say.title}</p>
    <h1>${report.scenarios[0]!}</h1>
    <p class="note">${say.question}: ${asks}</p>
    ${report.sizes.map((size) => verdict(size, told))}`;
  const main = [
    ...report.warnings.map((warning) => html`<p class="stopped" lang="en">${warning}</p>`),
    ...report.failures
      .slice(0, 1)
      .map(({ error, command }) => html`<p class="stopped" lang="en">${error}: ${command}</p>`),
    section("certainty", say.certainty, html`${report.sizes.map((size) => certainty(size, told))}`),
    ...(chart === null ? [] : [await curve(chart, say)]),
    section("limits", say.limits, limits(told)),
    section("basis", say.rests, basis(told)),
    section("changes", say.changes, changes(told)),
    html`<p class="sign">
      <span>${say.date}</span><span>${say.name}</span><span>${say.signature}</span>
    </p>`,
  ];
  const title = `${report.scenarios[0]!}: ${say.title}`;
  return {
    html: page({ lang: words.lang, title, header, main, kind: "sheet" }),
    charts: chart === null ? [] : [chart],
  };
}

function verdict(result: SizeResult, { report, words, say }: SizeTold): Html {
  const { value, between, served, nights, strategy } = result;
  const { unit, share, quantity } = report;
  const count = (number: number): string => grouped(number, 0, words);
  if (value !== null) {
    const which = served === nights ? say.every : say.nightsOf(count(served), count(nights));
    const size = sized(value, unit, words) + (unit === "" ? ` (${quantity})` : "");
    return html`<p class="verdict">${say.serve(size, which, strategy)}.</p>`;
  }
  const [low = 0, high = 0] = between ?? [];
  const text =
    between === null
      ? say.none(percent(share, words), strategy)
      : say.soFar(sized(low, unit, words), sized(high, unit, words), strategy);
  return html`<p class="verdict wrong">${text}.</p>`;
}

function certainty(result: SizeResult, { report, words, say }: SizeTold): Html {
  const { value, interval, shareServed, strategy } = result;
  const { unit, sizes } = report;
  const name = sizes.length > 1 ? `${strategy}: ` : "";
  if (value === null) {
    return html`<p lang="en">${name}${result.notReachable[0] ?? ""}</p>`;
  }
  const whole = (size: number): string => sized(size, unit, words);
  const down = (share: number): string => percent(share, words, Math.floor);
  const parts = [
    say.larger(whole(Math.ceil(value * 1.1))),
    say.smallest,
    interval === null
      ? say.oneNight
      : say.interval(down(shareServed!), down(interval.low), percent(interval.high, words)),
  ];
  return html`<p>${name}${parts.join(" ")}</p>`;
}

async function curve(chart: Chart, say: SizeWords): Promise<Html> {
  return html`<section id="curve" class="together">
    <h2>${say.curve}</h2>
    <p class="note">${say.curveNote}</p>
    <figure>${await inlineSvg(chart)}</figure>
  </section>`;
}

function limits(told: SizeTold): Html {
  const { report, words, say } = told;
  const all = report.sizes.flatMap(({ strategy, limitedBy }) =>
    limitedBy.map((why) => ({ strategy, why })),
  );
  if (all.length === 0) return html`<p>${say.nothingKnown}</p>`;
  return html`<table>
    <thead>
      <tr>
        <th>${say.strategy}</th>
        <th>${say.night}</th>
        <th>${say.where}</th>
        <th>${say.buses}</th>
        <th class="n">${say.lacking}</th>
      </tr>
    </thead>
    <tbody>
      ${all.map(
        ({ strategy, why }) =>
          html`<tr>
            <td>${strategy}</td>
            <td>${nightOf(why, words)} (${why.scenario}, ${say.seed} ${why.seed})</td>
            <td>${whereOf(why, told)}</td>
            <td>${busesOf(why)}</td>
            <td class="n">${kwh(why.lackingKwh, words)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function nightOf({ night }: Limiting, words: Words): string {
  return night === null ? "–" : `${dateLabel(night, words)} ${night.slice(0, 4)}`;
}

function whereOf(why: Limiting, { words, say }: SizeTold): string {
  const { node, cabinet, from, to, queue, refused, vehicles } = why;
  if (refused !== null) return refused;
  if (vehicles.length === 0) return `${say.broken} ${clockOf(from)}`;
  const full = node ?? (cabinet === null ? null : say.cabinet(cabinet));
  const parts = [
    ...(full === null ? [] : [`${full}, ${clockOf(from)}–${clockOf(to)}`]),
    ...(queue === null
      ? []
      : [
          say.queue(
            `${clockOf(queue.from)}–${clockOf(queue.to)}`,
            grouped(queue.atOnce, 0, words),
            queue.vehicles[0]!,
            duration(queue.longestMin * 60_000),
          ),
        ]),
  ];
  return parts.length === 0 ? say.noLimit : parts.join("; ");
}

function busesOf({ vehicles }: Limiting): string {
  const more = vehicles.length - NAMED;
  return vehicles.slice(0, NAMED).join(", ") + (more > 0 ? ` +${more}` : "");
}

function basis({ report, manifest, words, say }: SizeTold): Html {
  const { bounds, sizes, scenarios, varied } = report;
  const power = (value: number | null): string => (value === null ? say.unknown : kw(value, words));
  const count = (value: number): string => grouped(value, 0, words);
  const kind = bounds.kind === "exact" ? "" : ` (${say.lowerBound})`;
  const bound = (value: number | null): string => power(value) + (value === null ? "" : kind);
  const { undrivenNights } = bounds;
  const undriven = undrivenNights === 0 ? "" : `; ${say.undriven(count(undrivenNights))}`;
  const found = sizes.filter(({ value }) => value !== null);
  return definitions([
    [say.scenarios, html`${scenarios.join(", ")}`],
    [say.nights, html`${varied.replace("seeds", words.seed)}`],
    ...sizes.map(({ strategy }) => {
      const says = words.strategySays[strategy];
      return [say.strategy, html`${strategy}${says === undefined ? "" : `: ${says}`}`] as const;
    }),
    [say.exact, html`${bound(bounds.exactMinPeakKw)}`],
    [say.carried, html`${bound(bounds.carriedMinPeakKw)}${undriven}`],
    [say.unlimited, html`${power(bounds.plugAndChargePeak15Kw)}`],
    ...found.flatMap((one) => [
      [say.peak, html`${power(one.peak15Kw)} (${one.strategy})`] as const,
      [
        say.inUse,
        html`${say.inUseOf(count(one.pointsAtOnce ?? 0), count(one.cabinetsAtOnce ?? 0))}
        (${one.strategy})`,
      ] as const,
      ...(one.unavoidablyShort + one.unavoidablyLate === 0
        ? []
        : [
            [
              say.unavoidable,
              html`${say.unavoidableOf(count(one.unavoidablyShort), count(one.unavoidablyLate))}`,
            ] as const,
          ]),
    ]),
    [say.version, html`${manifest.version} (Node ${manifest.node})`],
    [say.command, html`<code>${manifest.command}</code>`],
  ]);
}

function changes({ report, words, say }: SizeTold): Html {
  const { sizes, unit } = report;
  const count = (value: number): string => grouped(value, 0, words);
  const whole = (size: number): string => sized(size, unit, words);
  const own = sizes.flatMap(({ strategy, marginal, notMonotone }) => {
    const name = sizes.length > 1 ? `${strategy}: ` : "";
    if (marginal === null) return [];
    const { step, nextNights, nextKwh, lastNights, lastKwh } = marginal;
    const by = whole(step);
    return [
      name + say.next(by, count(nextNights), kwh(nextKwh, words)),
      name + say.last(by, count(lastNights), kwh(lastKwh, words)),
      ...(notMonotone.length === 0
        ? []
        : [name + say.uneven(notMonotone.slice(0, NAMED).map(whole).join(", "))]),
    ];
  });
  return html`<ul>
    ${[...own, ...say.always].map((line) => html`<li>${line}</li>`)}
  </ul>`;
}

import type { Chart } from "../charts/chart.ts";
import { timeLabel } from "../timeLabel.ts";
import type { ReportCharts } from "../reportCharts.ts";
import type { Told } from "../told.ts";
import type { Words } from "../words/en.ts";
import type { Night } from "../worstNight.ts";
import { assertionTable } from "./assertionTable.ts";
import { basis } from "./basis.ts";
import { type Html, html } from "./html.ts";
import { incidentTable } from "./incidentTable.ts";
import { inlineSvg } from "./inlineSvg.ts";
import { chartSection } from "./chartSection.ts";
import { page } from "./page.ts";
import { section } from "./section.ts";
import { tiles } from "./tiles.ts";
import { verdict } from "./verdict.ts";
import { wrongTable } from "./wrongTable.ts";

/** A whole report as one page that needs nothing else: no script, no network, no other file. */
export async function reportHtml(told: Told, charts: ReportCharts): Promise<string> {
  const { record, words } = told;
  const { summary } = record;
  const header = html`<p class="kicker">${words.report}</p>
    <h1>${summary.name}</h1>
    <p class="note">${subtitle(told)}</p>
    ${verdict(told)}`;
  return page({
    lang: words.lang,
    title: `${summary.name}: ${words.report}`,
    header,
    main: await sectionsOf(told, charts),
  });
}

function subtitle({ record: { summary, depot }, words }: Told): string {
  const from = timeLabel(summary.from, words);
  const to = timeLabel(summary.to, words);
  return `${from} ${words.to} ${to}, ${summary.from.slice(0, 4)} (${depot.timezone}), ${summary.strategy}`;
}

async function sectionsOf(told: Told, charts: ReportCharts): Promise<Html[]> {
  const { words } = told;
  const figures = section("figures", words.figures, tiles(told));
  const rests = section("basis", words.basis, basis(told));
  const asserted = optional("assertions", words.assertions, assertionTable(told));
  if (charts.night === null) {
    return [html`<p class="stopped">${words.nothing}</p>`, ...asserted, figures, rests];
  }
  return [
    ...asserted,
    figures,
    ...(await chartSection("anchors", words.anchors, charts.anchors, anchorsNote(told))),
    section("wrong", words.worst, wrongTable(told)),
    ...optional("incidents", words.incidents, incidentTable(told)),
    ...(await chartSection("power", words.sitePower, charts.sitePower)),
    ...(await chartSection("days", words.days, charts.peakPerDay)),
    ...(await chartSection("soc", words.soc, charts.socAtDeparture)),
    ...(await chartSection("duration", words.duration, charts.loadDuration, words.durationNote)),
    ...(await chartSection("occupancy", words.occupancy, charts.pointOccupancy)),
    ...(await chartSection("cabinets", words.cabinets, charts.cabinetUse, words.cabinetsNote)),
    rests,
    await staysSection(told, charts),
  ];
}

/** None where there is nothing to say. */
function optional(id: string, title: string, content: Html | null): Html[] {
  return content === null ? [] : [section(id, title, content)];
}

function anchorsNote({ record, words }: Told): Html {
  const { bounds, site, departures } = record.summary;
  const { kind, relaxed, reasons, exactMinPeakKw } = bounds;
  const left = relaxed.map((each) => words.relaxed[each] ?? each).join(", ");
  const parts = [words.anchorsNote];
  if (kind === "lowerBound") parts.push(`${words.lowerBound} ${left}.`);
  if (departures.short > 0 && site.peak15Kw < (exactMinPeakKw ?? 0)) parts.push(words.belowBound);
  // Reasons are told in English, whoever reads them.
  const why = html`${words.boundReasons}: <span lang="en">${reasons.join("; ")}.</span>`;
  return html`${parts.join(" ")} ${reasons.length > 0 ? why : null}`;
}

async function staysSection(told: Told, { night, stays }: ReportCharts): Promise<Html> {
  const { words, record } = told;
  const unmetered = record.points === null ? words.staysUnmetered : "";
  const [first, ...more] = await Promise.all(stays.map(figure));
  return html`<section id="stays">
    <div class="together">
      <h2>${words.stays}</h2>
      <p class="note">${night === null ? "" : nightNote(night, words)} ${unmetered}</p>
      ${first ?? null}
    </div>
    ${more}
  </section>`;
}

async function figure(chart: Chart): Promise<Html> {
  return html`<figure class="stays">
    <figcaption>${chart.title}</figcaption>
    ${await inlineSvg(chart)}
  </figure>`;
}

function nightNote({ atRisk, isAll }: Night, words: Words): string {
  if (isAll) return atRisk > 0 ? words.staysAllRisk(atRisk) : words.staysAll;
  return atRisk > 0 ? words.staysWorst(atRisk) : words.staysPeak;
}

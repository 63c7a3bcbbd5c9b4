import type { Chart } from "../charts/chart.ts";
import { type Html, html } from "./html.ts";
import { inlineSvg } from "./inlineSvg.ts";

/** A chart under a heading, perhaps with a word before it; none where there is no chart. */
export async function chartSection(
  id: string,
  title: string,
  chart: Chart | null,
  note: string | Html = "",
): Promise<Html[]> {
  if (chart === null) return [];
  const content = html`${note === "" ? null : html`<p class="note">${note}</p>`}
    <figure class="${id}">${await inlineSvg(chart)}</figure>`;
  return [
    html`<section id="${id}" class="together">
      <h2>${title}</h2>
      ${content}
    </section>`,
  ];
}

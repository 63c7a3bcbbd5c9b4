import type { Chart } from "../charts/chart.ts";
import { renderSvg } from "../renderSvg.ts";
import { Html } from "./html.ts";

/**
 * A chart as part of a page: without the title, which the page has, with names of its own that no
 * other chart bears, and with tips for the mouse where it has words for a mark.
 */
export async function inlineSvg(chart: Chart): Promise<Html> {
  const spec = { ...chart.spec };
  delete spec.title;
  const svg = await renderSvg({ ...chart, spec });
  return new Html(
    svg
      .replaceAll(/ id="([^"]+)"/g, ` id="${chart.name}-$1"`)
      .replaceAll(/url\(#([^)]+)\)/g, `url(#${chart.name}-$1)`)
      .replaceAll(
        /<path aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="[^"]*" ([^>]*?)\/?>(<\/path>)?/g,
        "<path $2><title>$1</title></path>",
      ),
  );
}

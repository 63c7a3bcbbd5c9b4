import type { Chart } from "./charts/chart.ts";
import { escaped } from "./escaped.ts";

/** Draws a chart as SVG text. Loads 25 MB of vega: only what draws should call it. */
export async function renderSvg({ spec, title, description }: Chart): Promise<string> {
  const [{ compile }, { parse, View }] = await Promise.all([import("vega-lite"), import("vega")]);
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  try {
    const svg = await view.toSVG();
    const words = `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`;
    return svg.replace(
      /^<svg ([^>]*)>/,
      (_, attributes) => `<svg role="img" ${attributes}>${words}`,
    );
  } finally {
    view.finalize();
  }
}

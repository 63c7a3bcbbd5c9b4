import { MissingPackage } from "./missingPackage.ts";
import { type Chart, PNG_PACKAGES, renderPng, renderSvg } from "../report/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** Where charts of a report are to lie; undefined: nowhere. */
export interface ChartFolders {
  readonly svg?: string | undefined;
  readonly png?: string | undefined;
}

/** Draws every chart into the folders that are named. @throws MissingPackage, what the store throws */
export async function writeCharts(
  { store, chartFonts }: Surroundings,
  charts: readonly Chart[],
  { svg: svgFolder, png: pngFolder }: ChartFolders,
): Promise<void> {
  if (svgFolder === undefined && pngFolder === undefined) return;
  for (const chart of charts) {
    const svg = await renderSvg(chart);
    if (svgFolder !== undefined) await store.write(store.join(svgFolder, `${chart.name}.svg`), svg);
    if (pngFolder === undefined) continue;
    const png = await pngOf(svg, chartFonts());
    await store.write(store.join(pngFolder, `${chart.name}.png`), png);
  }
}

/** A picture as PNG. @throws MissingPackage */
export async function pngOf(svg: string, fontFiles: readonly string[] | null): Promise<Uint8Array> {
  const png = await renderPng(svg, fontFiles);
  if (png === null) throw new MissingPackage("drawing PNG", PNG_PACKAGES);
  return png;
}

/** Charts as people can edit them, by their names beside a report. */
export function specFiles(charts: readonly Chart[]): Record<string, string> {
  return Object.fromEntries(
    charts.map(({ name, spec }) => [`charts/${name}.vl.json`, `${JSON.stringify(spec)}\n`]),
  );
}

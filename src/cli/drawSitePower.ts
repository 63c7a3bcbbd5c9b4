import type { Calendar } from "../kpi/index.ts";
import type { RunRecord } from "../record/index.ts";
import { languages, renderSvg, sitePower } from "../report/index.ts";
import type { RunArguments } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";
import { pngOf } from "./writeCharts.ts";

/** Draws site power against its limits into the files that are named. */
export async function drawSitePower(
  { svg: svgFile, png: pngFile }: RunArguments,
  { store, chartFonts }: Surroundings,
  record: RunRecord,
  calendar: Calendar,
): Promise<void> {
  if (svgFile === undefined && pngFile === undefined) return;
  const svg = await renderSvg(sitePower({ record, calendar, words: languages.en }));
  if (svgFile !== undefined) await store.write(svgFile, svg);
  if (pngFile !== undefined) await store.write(pngFile, await pngOf(svg, chartFonts()));
}

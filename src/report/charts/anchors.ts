import { kw } from "../kw.ts";
import type { Told } from "../told.ts";
import { type Chart, frame } from "./chart.ts";
import { colours } from "./theme.ts";

const BAR_HEIGHT = 26;
/** Of names, as vega guesses it. */
const NAME_WIDTH = 320;

/** The peak of a run between plug and charge and the smallest that could be; null: it has none. */
export function anchors({ record, words }: Told): Chart | null {
  const { site, bounds, strategy } = record.summary;
  const all = [
    ["plugAndCharge", strategy === "immediate" ? null : bounds.plugAndChargePeak15Kw, colours.max],
    ["thisRun", site.peak15At === null ? null : site.peak15Kw, colours.run],
    ["smallestPeak", bounds.exactMinPeakKw, colours.bound],
    ["smallestCarried", bounds.carriedMinPeakKw, colours.bound],
  ] as const;
  const bars = all
    .filter(([, peakKw]) => peakKw !== null)
    .map(([name, peakKw, colour]) => ({
      name: words[name],
      kw: peakKw ?? 0,
      colour,
      text: `${name.startsWith("smallest") && bounds.kind === "lowerBound" ? "≥ " : ""}${kw(peakKw ?? 0, words)}`,
    }));
  if (bars.length < 2) return null;
  const topKw = bars.reduce((most, bar) => Math.max(most, bar.kw), 0);
  const y = {
    field: "name",
    type: "nominal" as const,
    sort: null,
    title: null,
    axis: { labelLimit: NAME_WIDTH, domain: false, ticks: false, labelFontSize: 12 },
  };
  const x = {
    field: "kw",
    type: "quantitative" as const,
    axis: null,
    // Room for the figure after the longest bar.
    scale: { domain: [0, topKw * 1.15 || 1] },
  };
  return {
    name: "anchors",
    title: words.anchors,
    description: bars.map(({ name, text }) => `${name}: ${text}`).join("; "),
    spec: {
      ...frame(words),
      width: 520,
      height: { step: BAR_HEIGHT },
      title: words.anchors,
      data: { values: bars },
      encoding: { x, y },
      layer: [
        {
          mark: { type: "bar", height: { band: 0.7 }, aria: false },
          encoding: { color: { field: "colour", type: "nominal", scale: null } },
        },
        {
          mark: { type: "text", align: "left", dx: 5, fontSize: 12, aria: false },
          encoding: { text: { field: "text" } },
        },
      ],
    },
  };
}

import type { ShownNight } from "../../study/index.ts";
import { kw } from "../kw.ts";
import { clockAt } from "../timeLabel.ts";
import type { Words } from "../words/en.ts";
import { type Chart, frame } from "./chart.ts";
import { colours } from "./theme.ts";
import { timeAxis } from "./timeAxis.ts";

const WIDTH = 385;
const HEIGHT = 130;
const QUARTER_HOUR_MS = 900_000;
/** Room above the highest point, so that it is seen to be one. */
const HEADROOM = 1.05;
/** A limit further above the highest peak than this would flatten everything. */
const MOST_ABOVE = 1.5;

/** One point of a picture. */
interface Point {
  readonly variant: string;
  readonly at: number;
  readonly series: string;
  readonly kw: number;
  readonly order: number;
}

/** Power at the connection in one night, a picture a variant, all on one scale; null without a night. */
export function nightMultiples(night: ShownNight | null, words: Words): Chart | null {
  if (night === null || night.variants.every(({ quarterHours }) => quarterHours.length === 0)) {
    return null;
  }
  const { calendar } = night;
  const uses = night.variants.flatMap((variant) => usesOf(variant, words));
  const peaks = night.variants.map(({ quarterHours }) =>
    quarterHours.reduce((most, { meanKw }) => Math.max(most, meanKw), 0),
  );
  const topKw = peaks.reduce((a, b) => Math.max(a, b), 0);
  const limits = night.variants
    .flatMap((variant) => limitsOf(variant, words))
    .filter(({ kw }) => kw <= topKw * MOST_ABOVE);
  const highest = [...limits, { kw: topKw }].reduce((most, point) => Math.max(most, point.kw), 0);
  const { params, x } = timeAxis({ calendar, words }, night);
  const y = {
    field: "kw",
    type: "quantitative" as const,
    title: "kW",
    scale: { domain: [0, highest * HEADROOM || 1], nice: true },
  };
  const description = night.variants.map(({ name, peakAtMs }, i) => {
    const at = peakAtMs === null ? "" : ` ${words.at(clockAt({ calendar }, peakAtMs), null)}`;
    return `${name}: ${words.peak} ${kw(peaks[i]!, words)}${at}`;
  });
  const { width: _, ...top } = frame(words);
  return {
    name: "nightMultiples",
    title: words.comparedNight,
    description: description.join("; "),
    spec: {
      ...top,
      title: words.comparedNight,
      params: [...params],
      data: { values: [...uses, ...limits] },
      facet: {
        field: "variant",
        type: "nominal",
        sort: night.variants.map(({ name }) => name),
        title: null,
        header: {
          labelFontSize: 13,
          labelFontWeight: "bold",
          labelAnchor: "start",
          labelLimit: WIDTH,
        },
      },
      columns: 2,
      spacing: 18,
      spec: {
        width: WIDTH,
        height: HEIGHT,
        // Labels at the edges stay within their picture.
        encoding: { x: { ...x, axis: { ...x.axis, labelFlush: true } } },
        layer: [areas(y, words), ...(limits.length === 0 ? [] : [lines(y, words)])],
      },
    },
  };
}

function areas(y: object, words: Words) {
  return {
    transform: [{ filter: "datum.order < 2" }],
    mark: {
      type: "area" as const,
      orient: "vertical" as const,
      interpolate: "step-after" as const,
    },
    encoding: {
      y: { ...y, stack: "zero" as const },
      order: { field: "order" },
      color: colourOf(words),
    },
  };
}

function lines(y: object, words: Words) {
  return {
    transform: [{ filter: "datum.order === 2" }],
    mark: {
      type: "line" as const,
      interpolate: "step-after" as const,
      strokeWidth: 1.5,
      strokeDash: [6, 3],
    },
    encoding: { y, color: colourOf(words) },
  };
}

/** One scale for all, so that there is one legend. */
function colourOf(words: Words) {
  return {
    field: "series",
    type: "nominal" as const,
    scale: {
      domain: [words.charging, words.baseLoad, words.contract, words.maximum],
      range: [colours.charging, colours.baseLoad, colours.contract, colours.max],
    },
    legend: { symbolType: "square", symbolStrokeWidth: 0, symbolDash: [1, 0] },
  };
}

type Variant = ShownNight["variants"][number];

function usesOf({ name: variant, quarterHours }: Variant, words: Words): Point[] {
  return drawn(quarterHours).flatMap(({ atMs: at, meanKw, baseLoadKw }) => [
    { variant, at, series: words.baseLoad, kw: baseLoadKw, order: 0 },
    { variant, at, series: words.charging, kw: meanKw - baseLoadKw, order: 1 },
  ]);
}

function limitsOf({ name: variant, quarterHours }: Variant, words: Words): Point[] {
  return drawn(quarterHours).flatMap(({ atMs: at, contractKw, maxKw }) => [
    ...(contractKw < Infinity
      ? [{ variant, at, series: words.contract, kw: contractKw, order: 2 }]
      : []),
    ...(maxKw < Infinity ? [{ variant, at, series: words.maximum, kw: maxKw, order: 2 }] : []),
  ]);
}

/** With a last point at the end of the last. */
function drawn(quarterHours: Variant["quarterHours"]): Variant["quarterHours"] {
  const last = quarterHours.at(-1);
  if (last === undefined) return [];
  return [...quarterHours, { ...last, atMs: last.atMs + QUARTER_HOUR_MS }];
}

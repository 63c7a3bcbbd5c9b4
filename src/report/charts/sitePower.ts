import type { RecordedQuarterHour } from "../../record/index.ts";
import { grouped } from "../grouped.ts";
import { dateLabel } from "../timeLabel.ts";
import { pointEvery } from "../pointEvery.ts";
import type { Span, Told } from "../told.ts";
import { connectionOf, shownSpan } from "../shownSpan.ts";
import { wrapped } from "../wrapped.ts";
import type { Words } from "../words/en.ts";
import { type Chart, frame } from "./chart.ts";
import { colours } from "./theme.ts";
import { timeAxis } from "./timeAxis.ts";

const QUARTER_HOUR_MS = 900_000;
const DAY_MS = 86_400_000;
/** Of lines that are limits. */
const DASH = [6, 3];
/** Room above the highest point, so that it is seen to be one. */
const HEADROOM = 1.05;

/** Characters that fit above the picture without widening it, as vega guesses their width. */
const TITLE_COLUMNS = 70;
const SUBTITLE_COLUMNS = 88;

/** One point of the picture. */
interface Point {
  readonly at: number;
  readonly series: string;
  readonly kw: number;
  /** Of areas: which lies below. */
  readonly order?: number;
}

/** Quarter-hour means of the connection, stacked by use, against its limits over time. */
export function sitePower(told: Told): Chart {
  const { words } = told;
  const { summary } = told.record;
  const span = shownSpan(told.record);
  const connection = connectionOf(told.record);
  const quarters = thinned(connection, span.toMs);
  const uses = usesOf(quarters, words);
  const limits = limitsOf(connection, span, words);
  const topKw = [
    ...quarters.map(({ meanKw }) => meanKw),
    ...limits.map((limit) => limit.kw),
  ].reduce((most, value) => Math.max(most, value), 0);
  const title = `${summary.name}: ${words.powerTitle}`;
  const verdict = verdictOf(told, span);
  const y = powerAxis(
    topKw,
    connection.length > 1.5 * quarters.length ? words.powerAxisHighest : words.powerAxis,
  );
  const { params, x } = timeAxis(told, span);
  return {
    name: "sitePower",
    title,
    description: `${verdict}. ${summary.from} ${words.to} ${summary.to}. ${limitsText(limits, words)}.`,
    spec: {
      ...frame(words),
      title: { text: wrapped(title, TITLE_COLUMNS), subtitle: wrapped(verdict, SUBTITLE_COLUMNS) },
      height: 300,
      params: [...params],
      encoding: { x },
      // Areas and lines keep colours of their own, so that each gets its own kind of legend.
      resolve: { scale: { color: "independent" } },
      layer: [areas(uses, y, words), ...(limits.length > 0 ? [lines(limits, y, words)] : [])],
    },
  };
}

/** The axis of power, with room above the highest point. */
function powerAxis(topKw: number, title: string) {
  return {
    field: "kw",
    type: "quantitative",
    title,
    scale: { domainMin: 0, domainMax: topKw * HEADROOM || 1, nice: true },
  } as const;
}

type PowerAxis = ReturnType<typeof powerAxis>;

function areas(uses: readonly Point[], y: PowerAxis, words: Words) {
  return {
    data: { values: [...uses] },
    mark: { type: "area", orient: "vertical", interpolate: "step-after", opacity: 0.9 },
    encoding: {
      y: { ...y, stack: "zero" },
      order: { field: "order" },
      color: { ...colourOf(uses, words), legend: { symbolType: "square" } },
    },
  } as const;
}

function lines(limits: readonly Point[], y: PowerAxis, words: Words) {
  return {
    data: { values: [...limits] },
    mark: { type: "line", interpolate: "step-after", strokeWidth: 2, strokeDash: DASH },
    encoding: {
      y,
      color: {
        ...colourOf(limits, words),
        // Longer than its box, which would else stand lower than that of the areas.
        legend: { symbolType: "M-2,0L2,0", symbolDash: DASH, symbolOffset: 6, labelOffset: 12 },
      },
    },
  } as const;
}

/** What the picture can show, in the order of its legend. */
function seriesIn(words: Words) {
  return [
    { name: words.charging, colour: colours.charging },
    { name: words.baseLoad, colour: colours.baseLoad },
    { name: words.contract, colour: colours.contract },
    { name: words.maximum, colour: colours.max },
  ];
}

function colourOf(points: readonly Point[], words: Words) {
  const shown = seriesIn(words).filter(({ name }) => points.some(({ series }) => series === name));
  return {
    field: "series",
    type: "nominal",
    scale: { domain: shown.map(({ name }) => name), range: shown.map(({ colour }) => colour) },
  } as const;
}

function usesOf(quarters: readonly RecordedQuarterHour[], words: Words): Point[] {
  const hasBaseLoad = quarters.some(({ baseLoadKw }) => baseLoadKw > 0);
  return quarters.flatMap(({ atMs, meanKw, baseLoadKw }) => [
    ...(hasBaseLoad ? [{ at: atMs, series: words.baseLoad, kw: baseLoadKw, order: 0 }] : []),
    { at: atMs, series: words.charging, kw: meanKw - baseLoadKw, order: 1 },
  ]);
}

function limitsOf(quarters: readonly RecordedQuarterHour[], span: Span, words: Words): Point[] {
  return [
    ...stepsOf(quarters, span, "contractKw").map((step) => ({ ...step, series: words.contract })),
    ...stepsOf(quarters, span, "maxKw").map((step) => ({ ...step, series: words.maximum })),
  ];
}

function verdictOf({ record, words }: Told, { fromMs, toMs }: Span): string {
  const { strategy, target, site, departures, complete } = record.summary;
  const { total, short } = departures;
  const at = site.peak15At;
  const onDate = at !== null && toMs - fromMs > DAY_MS ? dateLabel(at, words) : null;
  const peak = at === null ? null : words.at(at.slice(11, 16), onDate);
  const ready = words.ready(total - short, total);
  const told = words.powerVerdict(strategy, target, ready);
  return (
    `${complete ? "" : words.soFar}${told}` +
    (peak === null ? "" : `, ${words.peak} ${grouped(site.peak15Kw, 0, words)} kW ${peak}`)
  );
}

/** `contract 750 kW, maximum 600 to 800 kW`. */
function limitsText(limits: readonly Point[], words: Words): string {
  const names = [...new Set(limits.map(({ series }) => series))];
  const texts = names.map((name) => {
    const values = limits.filter(({ series }) => series === name).map((limit) => limit.kw);
    const least = values.reduce((a, b) => Math.min(a, b));
    const most = values.reduce((a, b) => Math.max(a, b));
    const range = least === most ? "" : `${grouped(least, 0, words)} ${words.to} `;
    return `${name} ${range}${grouped(most, 0, words)} kW`;
  });
  return texts.length > 0 ? texts.join(", ") : words.noLimits;
}

/** A limit as corners of a line; nothing where there is none. */
function stepsOf(
  quarters: readonly RecordedQuarterHour[],
  { toMs }: Span,
  limit: "contractKw" | "maxKw",
): { at: number; kw: number }[] {
  const steps: { at: number; kw: number }[] = [];
  for (const quarter of quarters) {
    const value = quarter[limit];
    if (value < Infinity && value !== steps.at(-1)?.kw) steps.push({ at: quarter.atMs, kw: value });
  }
  const last = steps.at(-1);
  return last === undefined ? [] : [...steps, { at: toMs, kw: last.kw }];
}

/** The highest of every few quarter-hours where there are too many, and a last point at the end. */
function thinned(quarters: readonly RecordedQuarterHour[], endMs: number): RecordedQuarterHour[] {
  const every = pointEvery(quarters.length);
  const kept: RecordedQuarterHour[] = [];
  for (let i = 0; i < quarters.length; i += every) {
    const group = quarters.slice(i, i + every);
    const highest = group.reduce((best, next) => (next.meanKw > best.meanKw ? next : best));
    kept.push({ ...highest, atMs: group[0]!.atMs });
  }
  const last = kept.at(-1);
  if (last !== undefined) {
    kept.push({ ...last, atMs: Math.min(last.atMs + every * QUARTER_HOUR_MS, endMs) });
  }
  return kept;
}

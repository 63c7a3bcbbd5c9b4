import {
  type Calendar,
  type NodeResult,
  quarterHours,
  type RunResult,
  type Summary,
} from "../../kpi/index.ts";
import { grouped } from "../grouped.ts";
import type { Chart } from "../renderSvg.ts";
import { timeTicks } from "../timeTicks.ts";
import { wrapped } from "../wrapped.ts";
import { colours, theme } from "./theme.ts";

const QUARTER_HOUR_MS = 900_000;
/** More points than this make no finer picture; longer runs show the highest of several. */
const MOST_POINTS = 2_000;
const DAY_MS = 86_400_000;
/** Of lines that are limits. */
const DASH = [6, 3];
/** Room above the highest point, so that it is seen to be one. */
const HEADROOM = 1.05;

/** Characters that fit above the picture without widening it, as vega guesses their width. */
const TITLE_COLUMNS = 70;
const SUBTITLE_COLUMNS = 88;

/** A half-open span of time. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

type QuarterHour = ReturnType<typeof quarterHours>[number];

/** One point of the picture. */
interface Point {
  readonly at: number;
  readonly series: string;
  readonly kw: number;
}

/** Quarter-hour means of the connection, stacked by use, against its limits over time. */
export function sitePower(run: RunResult, summary: Summary, calendar: Calendar): Chart {
  const connection = run.nodes[0]!;
  const { fromMs } = run.window;
  const span = { fromMs, toMs: Math.max(fromMs, Math.min(run.window.toMs, run.untilMs)) };
  const quarters = thinned(quarterHours(run, connection), span.toMs);
  const uses = usesOf(quarters, connection.baseLoadKw.max > 0);
  const limits = limitsOf(connection, span);
  const topKw = [...quarters.map(({ meanKw }) => meanKw), ...limits.map(({ kw }) => kw)].reduce(
    (most, kw) => Math.max(most, kw),
    0,
  );
  const ticks = timeTicks(span.fromMs, span.toMs, (atMs) => calendar.iso(atMs));
  const title = `${summary.name}: power at the connection`;
  const verdict = verdictOf(summary, span);
  const y = powerAxis(topKw);
  return {
    title,
    description: `${verdict}. ${summary.from} to ${summary.to}. ${limitsText(limits)}.`,
    spec: {
      $schema: "https://vega.github.io/schema/vega-lite/v6.json",
      title: { text: wrapped(title, TITLE_COLUMNS), subtitle: wrapped(verdict, SUBTITLE_COLUMNS) },
      width: 820,
      height: 300,
      config: theme,
      params: [
        {
          name: "labels",
          value: Object.fromEntries(ticks.map(({ atMs, label }) => [String(atMs), label])),
        },
      ],
      encoding: {
        x: {
          field: "at",
          type: "quantitative",
          scale: { domain: [span.fromMs, Math.max(span.toMs, span.fromMs + 1)], nice: false },
          axis: {
            title: null,
            values: ticks.map(({ atMs }) => atMs),
            labelExpr: "labels[toString(datum.value)]",
            labelFlush: false,
          },
        },
      },
      // Areas and lines keep colours of their own, so that each gets its own kind of legend.
      resolve: { scale: { color: "independent" } },
      layer: [areas(uses, y), ...(limits.length > 0 ? [lines(limits, y)] : [])],
    },
  };
}

/** The axis of power, with room above the highest point. */
function powerAxis(topKw: number) {
  return {
    field: "kw",
    type: "quantitative",
    title: "kW, mean of each quarter-hour",
    scale: { domainMin: 0, domainMax: topKw * HEADROOM || 1, nice: true },
  } as const;
}

type PowerAxis = ReturnType<typeof powerAxis>;

function areas(uses: readonly Point[], y: PowerAxis) {
  return {
    data: { values: [...uses] },
    mark: { type: "area", orient: "vertical", interpolate: "step-after", opacity: 0.9 },
    encoding: {
      y: { ...y, stack: "zero" },
      order: { field: "series" },
      color: { ...colourOf(uses), legend: { symbolType: "square" } },
    },
  } as const;
}

function lines(limits: readonly Point[], y: PowerAxis) {
  return {
    data: { values: [...limits] },
    mark: { type: "line", interpolate: "step-after", strokeWidth: 2, strokeDash: DASH },
    encoding: {
      y,
      color: {
        ...colourOf(limits),
        // Longer than its box, which would else stand lower than that of the areas.
        legend: { symbolType: "M-2,0L2,0", symbolDash: DASH, symbolOffset: 6, labelOffset: 12 },
      },
    },
  } as const;
}

/** What the picture can show, in the order of its legend. */
const series = [
  { name: "charging", colour: colours.charging },
  { name: "base load", colour: colours.baseLoad },
  { name: "contract", colour: colours.contract },
  { name: "maximum", colour: colours.max },
] as const;

function colourOf(points: readonly Point[]) {
  const shown = series.filter(({ name }) => points.some((point) => point.series === name));
  return {
    field: "series",
    type: "nominal",
    scale: { domain: shown.map(({ name }) => name), range: shown.map(({ colour }) => colour) },
  } as const;
}

function usesOf(quarters: readonly QuarterHour[], hasBaseLoad: boolean): Point[] {
  return quarters.flatMap(({ atMs, meanKw, baseLoadKw }) => [
    ...(hasBaseLoad ? [{ at: atMs, series: "base load", kw: baseLoadKw }] : []),
    { at: atMs, series: "charging", kw: meanKw - baseLoadKw },
  ]);
}

function limitsOf(connection: NodeResult, span: Span): Point[] {
  return [
    ...stepsOf(connection.contractKw, span).map(([at, kw]) => ({ at, kw, series: "contract" })),
    ...stepsOf(connection.maxKw, span).map(([at, kw]) => ({ at, kw, series: "maximum" })),
  ];
}

function verdictOf(summary: Summary, { fromMs, toMs }: Span): string {
  const { strategy, target, site, departures, complete } = summary;
  const { total, short } = departures;
  const [date, time = ""] = (site.peak15At ?? "").split("T");
  const onDate = toMs - fromMs > DAY_MS ? ` on ${date}` : "";
  const peak =
    site.peak15At === null
      ? ""
      : `, peak ${grouped(site.peak15Kw, 0)} kW at ${time.slice(0, 5)}${onDate}`;
  const soFar = complete ? "" : "INTERRUPTED, so far: ";
  return `${soFar}${strategy}, target ${target}: ${total - short} of ${total} buses leave ready${peak}`;
}

/** `contract 750 kW, maximum 600 to 800 kW`. */
function limitsText(limits: readonly Point[]): string {
  const names = [...new Set(limits.map(({ series }) => series))];
  const texts = names.map((name) => {
    const values = limits.filter(({ series }) => series === name).map(({ kw }) => kw);
    const [least, most] = [Math.min, Math.max].map((of) =>
      grouped(
        values.reduce((a, b) => of(a, b)),
        0,
      ),
    );
    return `${name} ${least === most ? "" : `${least} to `}${most} kW`;
  });
  return texts.length > 0 ? texts.join(", ") : "no limits";
}

/** A limit as corners of a line; nothing where there is none. */
function stepsOf(limit: NodeResult["maxKw"], { fromMs, toMs }: Span): [number, number][] {
  const steps: [number, number][] = [];
  for (let atMs = fromMs; atMs < toMs; atMs = limit.nextStepAfter(atMs)) {
    if (limit.at(atMs) < Infinity) steps.push([atMs, limit.at(atMs)]);
  }
  const lastKw = steps.at(-1)?.[1];
  return lastKw === undefined ? [] : [...steps, [toMs, lastKw]];
}

/** The highest of every few quarter-hours where there are too many, and a last point at the end. */
function thinned(quarters: readonly QuarterHour[], endMs: number): QuarterHour[] {
  const every = Math.ceil(quarters.length / MOST_POINTS);
  const kept: QuarterHour[] = [];
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

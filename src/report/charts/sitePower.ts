import type { TopLevelSpec } from "vega-lite";
import {
  type Calendar,
  type NodeResult,
  quarterHours,
  type RunResult,
  type Summary,
} from "../../kpi/index.ts";
import { timeTicks } from "../timeTicks.ts";
import { colours, theme } from "./theme.ts";

const QUARTER_HOUR_MS = 900_000;
/** More points than this make no finer picture; longer runs show the highest of several. */
const MOST_POINTS = 2_000;

/** A half-open span of time. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One point of the picture. */
interface Point {
  readonly at: number;
  readonly series: string;
  readonly kw: number;
}

/** Quarter-hour means of the connection, stacked by use, against its limits over time. */
export function sitePower(run: RunResult, summary: Summary, calendar: Calendar): TopLevelSpec {
  const connection = run.nodes[0]!;
  const span = { fromMs: run.window.fromMs, toMs: Math.min(run.window.toMs, run.untilMs) };
  const uses = usesOf(run, connection);
  const limits = limitsOf(connection, span);
  const shown = series.filter(({ name }) => [...uses, ...limits].some((p) => p.series === name));
  const ticks = timeTicks(span.fromMs, span.toMs, (atMs) => calendar.iso(atMs));
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: `${summary.name}: power at the connection`, subtitle: subtitle(summary) },
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
        scale: { domain: [span.fromMs, span.toMs], nice: false },
        axis: {
          title: null,
          values: ticks.map(({ atMs }) => atMs),
          labelExpr: "labels[toString(datum.value)]",
          labelFlush: false,
        },
      },
      color: {
        field: "series",
        type: "nominal",
        scale: { domain: shown.map(({ name }) => name), range: shown.map(({ colour }) => colour) },
      },
    },
    layer: [
      {
        data: { values: uses },
        mark: { type: "area", orient: "vertical", interpolate: "step-after", opacity: 0.9 },
        encoding: { y: { ...power, stack: "zero" }, order: { field: "series" } },
      },
      {
        data: { values: limits },
        mark: { type: "line", interpolate: "step-after", strokeWidth: 2, strokeDash: [6, 3] },
        encoding: { y: power },
      },
    ],
  };
}

const power = {
  field: "kw",
  type: "quantitative",
  title: "kW, mean of each quarter-hour",
} as const;

/** What the picture can show, in the order of its legend. */
const series = [
  { name: "charging", colour: colours.charging },
  { name: "base load", colour: colours.baseLoad },
  { name: "contract", colour: colours.contract },
  { name: "maximum", colour: colours.max },
] as const;

function usesOf(run: RunResult, connection: NodeResult): Point[] {
  const hasBaseLoad = connection.baseLoadKw.max > 0;
  return thinned(quarterHours(run, connection)).flatMap(({ atMs, meanKw, baseLoadKw }) => [
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

function subtitle({ strategy, target, site, departures }: Summary): string {
  const { total, short } = departures;
  const peak =
    site.peak15At === null
      ? ""
      : `, peak ${Math.round(site.peak15Kw)} kW at ${site.peak15At.slice(11, 16)}`;
  return `${strategy}, target ${target}: ${total - short} of ${total} buses leave ready${peak}`;
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
function thinned<Q extends { readonly atMs: number; readonly meanKw: number }>(
  quarters: readonly Q[],
): Q[] {
  const every = Math.ceil(quarters.length / MOST_POINTS);
  const kept: Q[] = [];
  for (let i = 0; i < quarters.length; i += every) {
    const group = quarters.slice(i, i + every);
    const highest = group.reduce((best, next) => (next.meanKw > best.meanKw ? next : best));
    kept.push({ ...highest, atMs: group[0]!.atMs });
  }
  const last = kept.at(-1);
  if (last !== undefined) kept.push({ ...last, atMs: last.atMs + every * QUARTER_HOUR_MS });
  return kept;
}

import { departed } from "../departed.ts";
import { grouped } from "../grouped.ts";
import type { RecordedStay } from "../../record/index.ts";
import type { Told } from "../told.ts";
import type { Words } from "../words/en.ts";
import { type Chart, frame } from "./chart.ts";
import { colours } from "./theme.ts";

/** Width of a column [percentage points]. */
const STEP = 5;
const COLUMNS = 100 / STEP;
/** From here on the axis shows everything, though nobody leaves with so little [%]. */
const LEAST_SHOWN = 70;

/** Departures with a state of charge within one column. */
interface Column {
  /** Edges [%]. */
  readonly from: number;
  readonly to: number;
  readonly ready: number;
  readonly short: number;
  /** Departures whose target lies in it. */
  readonly targets: number;
}

/** How full buses leave, those below their target apart, against what they should have; null: none left. */
export function socAtDeparture({ record, words }: Told): Chart | null {
  const left = departed(record);
  if (left.length === 0) return null;
  const columns = columnsOf(left);
  const bars = columns.flatMap((column) => barsOf(column, words));
  const highest = Math.max(
    ...columns.map((each) => Math.max(each.short + each.ready, each.targets)),
  );
  const x = {
    field: "from",
    type: "quantitative" as const,
    title: words.socAxis,
    scale: { domain: [firstShown(columns), 100], nice: false },
    axis: { values: [...columns.map(({ from }) => from), 100], labelExpr: "datum.label + ' %'" },
  };
  const y = {
    type: "quantitative" as const,
    axis: { title: words.countAxis, tickMinStep: 1, format: ",d" },
    scale: { domain: [0, Math.ceil(highest * 1.08)] },
  };
  return {
    name: "socAtDeparture",
    title: words.soc,
    description: bars.map(({ description }) => description).join("; "),
    spec: {
      ...frame(words),
      height: 180,
      title: words.soc,
      resolve: { scale: { color: "independent" } },
      layer: [
        {
          data: { values: bars },
          mark: { type: "rect", stroke: "#ffffff", strokeWidth: 1 },
          encoding: {
            x,
            x2: { field: "to" },
            y: { ...y, field: "low" },
            y2: { field: "high" },
            color: {
              field: "kind",
              type: "nominal",
              scale: {
                domain: [words.readyBuses, words.shortBuses],
                range: [colours.charging, colours.risk],
              },
              legend: { symbolType: "square" },
            },
            description: { field: "description" },
          },
        },
        targetLines(columns, words, { x, y: { ...y, field: "targets" } }),
      ],
    },
  };
}

/** How many should have left with so much, as a line above each column. */
function targetLines(
  columns: readonly Column[],
  { targets }: Words,
  axes: { x: object; y: object },
) {
  const values = columns.filter((column) => column.targets > 0);
  return {
    data: { values: values.map((column) => ({ ...column, kind: targets })) },
    mark: { type: "rule" as const, strokeWidth: 3, aria: false },
    encoding: {
      ...axes,
      x2: { field: "to" },
      color: {
        field: "kind",
        type: "nominal" as const,
        scale: { range: ["#000000"] },
        legend: {
          symbolType: "M-2,0L2,0",
          symbolStrokeWidth: 3,
          symbolOffset: 6,
          labelOffset: 12,
        },
      },
    },
  };
}

function columnsOf(left: readonly RecordedStay[]): Column[] {
  return Array.from({ length: COLUMNS }, (_, column) => {
    const inColumn = left.filter(({ socAtDeparture: soc }) => columnOf(soc) === column);
    const short = inColumn.filter((stay) => stay.short).length;
    return {
      from: column * STEP,
      to: (column + 1) * STEP,
      short,
      ready: inColumn.length - short,
      targets: left.filter(({ targetSoc }) => columnOf(targetSoc) === column).length,
    };
  });
}

/** The last column holds full buses, too. */
function columnOf(soc: number): number {
  return Math.min(COLUMNS - 1, Math.max(0, Math.floor((soc * 100 + 1e-9) / STEP)));
}

/** The bars of a column, those that are short upon those that are ready. */
function barsOf({ from, to, ready, short }: Column, words: Words) {
  return [
    { low: 0, count: ready, kind: words.readyBuses },
    { low: ready, count: short, kind: words.shortBuses },
  ]
    .filter(({ count }) => count > 0)
    .map(({ low, count, kind }) => ({
      from,
      to,
      low,
      high: low + count,
      kind,
      description: `${from}–${to} %: ${grouped(count, 0, words)} ${kind}`,
    }));
}

/** Where the axis begins: below the first column. */
function firstShown(columns: readonly Column[]): number {
  const first = columns.find(({ short, ready, targets }) => short + ready + targets > 0);
  return Math.max(0, Math.min(LEAST_SHOWN, (first?.from ?? 0) - STEP));
}

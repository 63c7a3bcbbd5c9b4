import type { RunRecord } from "../../record/index.ts";
import { clockAt } from "../timeLabel.ts";
import { percent } from "../percent.ts";
import type { Span, Told } from "../told.ts";
import { type Chart, frame } from "./chart.ts";
import { shades } from "./theme.ts";
import { timeAxis } from "./timeAxis.ts";

const QUARTER_HOUR_MS = 900_000;
const LEVELS = shades.length;
/** A quarter-hour that takes less than this of one more module is rounding. */
const ROUNDING = 0.001;
/** More cabinets than this are a chart of their own page. */
const ROW_HEIGHTS = [16, 12] as const;
const MANY = 30;

/** One quarter-hour or more of a cabinet in which as many modules are at work. */
interface Cell {
  readonly cabinet: string;
  readonly at: number;
  readonly to: number;
  readonly modules: number;
  readonly all: number;
}

/** How many modules of each cabinet are at work; null where there are none, or nobody knows. */
export function cabinetUse(told: Told, span: Span): Chart | null {
  const { record, words } = told;
  const { cabinets } = record.depot;
  if (cabinets.length === 0 || record.points === null) return null;
  const levels = shades.map((_, i) =>
    words.upTo(percent((i + 1) / LEVELS, words), words.ofModules),
  );
  const values = cabinets
    .flatMap((cabinet) => cellsOf(record, cabinet, span))
    .map(({ cabinet, at, to, modules, all }) => ({
      cabinet,
      at,
      to,
      kind: levels[Math.min(LEVELS, Math.max(1, Math.ceil((modules / all) * LEVELS - 1e-9))) - 1],
      text: `${cabinet}: ${clockAt(told, at)}–${clockAt(told, to)}, ${words.modulesOf(String(modules), String(all))}`,
    }));
  const { params, x } = timeAxis(told, span);
  const used = levels.filter((level) => values.some(({ kind }) => kind === level));
  return {
    name: "cabinetUse",
    title: words.cabinets,
    description: words.cabinetsNote,
    spec: {
      ...frame(words),
      height: { step: cabinets.length > MANY ? ROW_HEIGHTS[1] : ROW_HEIGHTS[0] },
      title: words.cabinets,
      params,
      data: { values },
      mark: { type: "rect", height: { band: 0.8 } },
      encoding: {
        x,
        x2: { field: "to" },
        y: {
          field: "cabinet",
          type: "nominal",
          sort: null,
          title: null,
          scale: { domain: cabinets.map(({ id }) => id) },
          axis: {
            labelFontSize: 10,
            labelLimit: 170,
            grid: true,
            tickBand: "extent",
            ticks: false,
          },
        },
        color: {
          field: "kind",
          type: "nominal",
          scale: { domain: used, range: used.map((level) => shades[levels.indexOf(level)]!) },
          legend: { symbolType: "square" },
        },
        description: { field: "text" },
      },
    },
  };
}

function cellsOf(
  { depot, points }: RunRecord,
  { id, modules: all, moduleKw }: RunRecord["depot"]["cabinets"][number],
  { fromMs, toMs }: Span,
): Cell[] {
  const needed = new Map<number, number>();
  for (const point of depot.points) {
    if (point.cabinetId !== id) continue;
    for (const { atMs, meanKw } of points?.get(point.id) ?? []) {
      if (atMs < fromMs || atMs >= toMs) continue;
      const modules = Math.max(1, Math.ceil(meanKw / moduleKw - ROUNDING));
      needed.set(atMs, Math.min(all, (needed.get(atMs) ?? 0) + modules));
    }
  }
  const cells: Cell[] = [];
  for (const [at, modules] of [...needed].toSorted(([a], [b]) => a - b)) {
    const last = cells.at(-1);
    const to = Math.min(toMs, at + QUARTER_HOUR_MS);
    if (last !== undefined && last.to === at && last.modules === modules) {
      cells[cells.length - 1] = { ...last, to };
    } else {
      cells.push({ cabinet: id, at, to, modules, all });
    }
  }
  return cells;
}

import { type Calendar, quarterHours, type RunResult } from "../kpi/index.ts";
import { kw } from "./kw.ts";
import { LABEL, row, ROOM } from "./row.ts";
import { sparkline } from "./sparkline.ts";
import { weekday } from "./weekday.ts";

const QUARTER_MIN = 15;
const DAY_MIN = 1440;
/** What a column of blocks may stand for: parts of a day, then days and weeks [min]. */
const COLUMN_MIN = [15, 30, 60, 90, 120, 180, 240, 360, 480, 720, DAY_MIN, 7 * DAY_MIN];
/** A limit further above the peak than this would flatten everything. */
const HEADROOM = 1.5;
/** A peak above its limit by less than this is rounding [kW]. */
const ROUNDING_KW = 1e-6;
/** Runs of up to so many days have times of day below them, longer ones days. */
const DAYS_WITH_CLOCK = 2;

/** A column of blocks. */
interface Column {
  readonly atMs: number;
  readonly highestKw: number;
}

/** Power of the connection in one line of blocks, what is when below it, and what full height means. */
export function siteLine(run: RunResult, calendar: Calendar): string[] {
  const quarters = quarterHours(run, run.nodes[0]!);
  if (quarters.length === 0) return [];
  const columnMin = columnOf(quarters.length * QUARTER_MIN);
  const perColumn = columnMin / QUARTER_MIN;
  const columns: Column[] = [];
  for (let i = 0; i < quarters.length; i += perColumn) {
    const group = quarters.slice(i, i + perColumn);
    columns.push({
      atMs: group[0]!.atMs,
      highestKw: group.reduce((most, { meanKw }) => Math.max(most, meanKw), 0),
    });
  }
  const peakKw = columns.reduce((most, { highestKw }) => Math.max(most, highestKw), 0);
  const limit = limitOf(run);
  const isAtLimit =
    limit !== null && limit.kw > peakKw - ROUNDING_KW && limit.kw <= HEADROOM * peakKw;
  const fullKw = isAtLimit ? limit.kw : peakKw;
  const line = sparkline(
    columns.map(({ highestKw }) => highestKw),
    fullKw,
  );
  const full = `█ is ${kw(fullKw)}${isAtLimit ? `, the ${limit.name}` : ""}`;
  const other = limit === null || isAtLimit ? "" : `, the ${limit.name} ${kw(limit.kw)}`;
  return [
    "site".padEnd(LABEL) + line.trimEnd(),
    (" ".repeat(LABEL) + axis(columns, columnMin, calendar)).trimEnd(),
    ...row("", `${full}${other}; each column the highest of ${spanText(columnMin)}`),
  ];
}

/** The finest columns that fit. */
function columnOf(spanMin: number): number {
  const finest = COLUMN_MIN.find((min) => Math.ceil(spanMin / min) <= ROOM);
  return finest ?? Math.ceil(spanMin / (7 * DAY_MIN) / ROOM) * 7 * DAY_MIN;
}

/** The lowest limit of the connection in the window; null where there is none. */
function limitOf({
  nodes,
  window,
}: RunResult): { readonly name: string; readonly kw: number } | null {
  const { contractKw, maxKw } = nodes[0]!;
  const [contract, max] = [contractKw, maxKw].map((series) => {
    let lowest = series.at(window.fromMs);
    let atMs = series.nextStepAfter(window.fromMs);
    for (; atMs < window.toMs; atMs = series.nextStepAfter(atMs)) {
      lowest = Math.min(lowest, series.at(atMs));
    }
    return lowest;
  }) as [number, number];
  if (Math.min(contract, max) === Infinity) return null;
  return contract <= max ? { name: "contract", kw: contract } : { name: "maximum", kw: max };
}

/** Times of day, days or months, each where it begins, as many as fit. */
function axis(columns: readonly Column[], columnMin: number, calendar: Calendar): string {
  const days = (columns.length * columnMin) / DAY_MIN;
  const markOf = days <= DAYS_WITH_CLOCK ? clockMark : columnMin < DAY_MIN ? dayMark : monthMark;
  let line = "";
  let before = "";
  for (const [i, { atMs }] of columns.entries()) {
    const { since, label, begins } = markOf(calendar.iso(atMs));
    const isNew = since !== before && (i > 0 || begins);
    before = since;
    const fits = i === 0 || line.length < i;
    if (isNew && fits && i + label.length <= ROOM) line = line.padEnd(i) + label;
  }
  return line;
}

/** What a column belongs to, how that is written, and whether it may have begun there. */
interface Mark {
  readonly since: string;
  readonly label: string;
  readonly begins: boolean;
}

function clockMark(local: string): Mark {
  const hour = String(Math.floor(Number(local.slice(11, 13)) / 6) * 6).padStart(2, "0");
  const begins = local.slice(11, 16) === `${hour}:00`;
  return { since: `${local.slice(0, 10)} ${hour}`, label: `${hour}:00`, begins };
}

function dayMark(local: string): Mark {
  const date = local.slice(0, 10);
  const label = `${weekday(date)} ${Number(date.slice(8))}`;
  return { since: date, label, begins: local.slice(11, 16) === "00:00" };
}

function monthMark(local: string): Mark {
  const month = local.slice(0, 7);
  return { since: month, label: month, begins: true };
}

function spanText(min: number): string {
  if (min < 60) return `${min} min`;
  if (min < DAY_MIN) return `${min / 60} h`;
  const days = min / DAY_MIN;
  return days === 1 ? "a day" : `${days} days`;
}

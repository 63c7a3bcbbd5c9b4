import type { PowerTree } from "../../physics/index.ts";
import type { EnergyNetwork } from "./energyNetwork.ts";

const HOUR_MS = 3_600_000;

/** A session as far as energy goes: when, where, how much, how fast. Grid side. */
export interface EnergyWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly needKwh: number;
  readonly capKw: number;
  readonly node: number;
  /** Energy it has anyway. */
  readonly stockKwh: number;
  /** Window in which its need may be charged instead, −1: none; and how much of it. */
  readonly before: number;
  readonly carryKwh: number;
}

/** A value that holds from an instant on. */
type OverTime = (atMs: number) => number;

/** When and where energy may flow. */
export interface EnergyHorizon {
  readonly fromMs: number;
  readonly toMs: number;
  /** What is after the end is as after the beginning. */
  readonly wraps: boolean;
  readonly tree: PowerTree;
  /** Per node, what charging below it may draw [kW]; Infinity: no limit. */
  readonly freeKw: readonly OverTime[];
  /** Base load at the connection [kW]. */
  readonly baseLoadKw: OverTime;
  /** Instants at which any of these change. */
  readonly stepsMs: readonly number[];
  /** Length over which a peak is a mean [ms]; 0: it is the highest power of any instant. */
  readonly meanOverMs: number;
}

/**
 * Cuts time where something changes.
 * @returns null when that gives more cells than wanted
 */
export function networkOf(
  windows: readonly EnergyWindow[],
  whole: EnergyHorizon,
  mostCells: number,
): EnergyNetwork | null {
  const horizon = whole.wraps ? turned(windows, whole) : whole;
  const edges = edgesOf(windows, horizon);
  const intervals = edges.length - 1;
  const hours = Float64Array.from(
    { length: intervals },
    (_, k) => (edges[k + 1]! - edges[k]!) / HOUR_MS,
  );
  const indexOf = new Map(edges.map((atMs, k) => [atMs, k]));
  const cells: { interval: number; kwh: number }[] = [];
  const firstCell = new Int32Array(windows.length + 1);
  for (const [i, window] of windows.entries()) {
    for (const [fromMs, toMs] of piecesOf(window, horizon)) {
      for (let k = indexOf.get(fromMs)!; k < indexOf.get(toMs)!; k++) {
        cells.push({ interval: k, kwh: window.capKw * hours[k]! });
      }
    }
    if (cells.length > mostCells) return null;
    firstCell[i + 1] = cells.length;
  }
  const { tree, freeKw, baseLoadKw, meanOverMs } = horizon;
  const nodeKwh = new Float64Array(tree.size * intervals);
  for (let n = 0; n < tree.size; n++) {
    for (let k = 0; k < intervals; k++) {
      nodeKwh[n * intervals + k] = Math.max(0, freeKw[n]!(edges[k]!) * hours[k]!);
    }
  }
  const bucket = Int32Array.from(hours, (_, k) =>
    meanOverMs === 0 ? k : Math.floor(edges[k]! / meanOverMs) - Math.floor(edges[0]! / meanOverMs),
  );
  const buckets = intervals === 0 ? 0 : bucket[intervals - 1]! + 1;
  const bucketHours = new Float64Array(buckets);
  const bucketBaseKwh = new Float64Array(buckets);
  for (let k = 0; k < intervals; k++) {
    bucketHours[bucket[k]!]! += hours[k]!;
    bucketBaseKwh[bucket[k]!]! += hours[k]! * baseLoadKw(edges[k]!);
  }
  return {
    tree,
    hours,
    needKwh: Float64Array.from(windows, ({ needKwh }) => needKwh),
    node: Int32Array.from(windows, ({ node }) => node),
    firstCell,
    interval: Int32Array.from(cells, ({ interval }) => interval),
    cellKwh: Float64Array.from(cells, ({ kwh }) => kwh),
    nodeKwh,
    bucket,
    bucketHours,
    bucketBaseKwh,
    stockKwh: Float64Array.from(windows, ({ stockKwh }) => stockKwh),
    before: Int32Array.from(windows, ({ before }) => before),
    carryKwh: Float64Array.from(windows, ({ carryKwh }) => carryKwh),
  };
}

function edgesOf(windows: readonly EnergyWindow[], horizon: EnergyHorizon): number[] {
  const { fromMs, toMs, stepsMs, meanOverMs } = horizon;
  const edges = new Set([fromMs, toMs]);
  for (const window of windows)
    for (const piece of piecesOf(window, horizon)) for (const atMs of piece) edges.add(atMs);
  for (const atMs of stepsMs) if (atMs > fromMs && atMs < toMs) edges.add(atMs);
  if (meanOverMs > 0) {
    for (let atMs = Math.ceil(fromMs / meanOverMs) * meanOverMs; atMs < toMs; atMs += meanOverMs) {
      edges.add(atMs);
    }
  }
  return [...edges].toSorted((a, b) => a - b);
}

/** A window within the horizon; on a circle it may come back at the beginning. */
function piecesOf(
  { fromMs, toMs }: EnergyWindow,
  horizon: EnergyHorizon,
): (readonly [fromMs: number, toMs: number])[] {
  if (toMs <= fromMs) return [];
  if (!horizon.wraps) {
    const piece = [Math.max(fromMs, horizon.fromMs), Math.min(toMs, horizon.toMs)] as const;
    return piece[0] < piece[1] ? [piece] : [];
  }
  const length = horizon.toMs - horizon.fromMs;
  const turns = Math.floor((fromMs - horizon.fromMs) / length);
  const start = fromMs - turns * length;
  const end = Math.min(toMs - turns * length, start + length);
  return end <= horizon.toMs
    ? [[start, end]]
    : [
        [start, horizon.toMs],
        ...(end - length > horizon.fromMs ? [[horizon.fromMs, end - length] as const] : []),
      ];
}

/** The same circle, cut where the fewest windows are open: few have to go on at its beginning. */
function turned(windows: readonly EnergyWindow[], horizon: EnergyHorizon): EnergyHorizon {
  const { fromMs, toMs } = horizon;
  const grid = Math.max(1, horizon.meanOverMs);
  const pieces = windows.flatMap((window) => piecesOf(window, horizon));
  let best = { atMs: fromMs, open: Infinity };
  for (const atMs of new Set(pieces.map(([startMs]) => Math.floor(startMs / grid) * grid))) {
    const open = pieces.filter((piece) => piece[0] < atMs && atMs < piece[1]).length;
    if (open < best.open) best = { atMs, open };
  }
  const lengthMs = toMs - fromMs;
  const onCircle =
    (value: OverTime): OverTime =>
    (atMs) =>
      value(atMs < toMs ? atMs : atMs - lengthMs);
  return {
    ...horizon,
    fromMs: best.atMs,
    toMs: best.atMs + lengthMs,
    freeKw: horizon.freeKw.map(onCircle),
    baseLoadKw: onCircle(horizon.baseLoadKw),
    stepsMs: [toMs, ...horizon.stepsMs.flatMap((atMs) => [atMs, atMs + lengthMs])],
  };
}

import type { PlanningProblem } from "../../messages/index.ts";
import { PowerTree } from "../../physics/index.ts";
import type { EnergyNetwork } from "./energyNetwork.ts";
import { problemTime, valuesAt } from "./problemTime.ts";
import { type SessionDemand, sessionDemand } from "./sessionDemand.ts";

const HOUR_MS = 3_600_000;

/** A planning problem as a flow of energy. Cabinets are nodes after those of the grid. */
export interface ProblemNetwork {
  readonly problem: PlanningProblem;
  readonly net: EnergyNetwork;
  /** Interval k lasts from edge k to edge k + 1. */
  readonly edgesMs: Float64Array;
  /** Price of each interval [EUR/kWh]; null: energy has none. */
  readonly eurPerKwh: Float64Array | null;
  /** Intervals, those first in which energy is cheapest, or that are earliest. */
  readonly order: Int32Array;
  readonly demands: readonly SessionDemand[];
  /** Energy that what is reserved delivers, no more than is wanted [kWh, grid side]. */
  readonly reservedKwh: Float64Array;
  /** Of every cell, what flows through the plug besides and whatever is planned [kW]. */
  readonly asideKw: Float64Array;
  /** What the flow leaves out, sorted. */
  readonly relaxed: readonly string[];
}

/** Time is cut where something changes; what is no flow of energy is left out and named. */
export function problemNetwork(problem: PlanningProblem): ProblemNetwork {
  const edgesMs = problemTime(problem);
  const startsMs = edgesMs.subarray(0, -1);
  const intervals = startsMs.length;
  const hours = Float64Array.from(startsMs, (atMs, k) => (edgesMs[k + 1]! - atMs) / HOUR_MS);
  const { nodes, cabinets, sessions } = problem;
  const tree = treeOf(problem);
  const demands = sessions.map(sessionDemand);
  const node = Int32Array.from(sessions, (one) =>
    one.cabinet === null ? one.node : nodes.length + one.cabinet,
  );
  // Base load right at each node, later of its whole subtree.
  const baseKw = new Float64Array(tree.size * intervals);
  for (const [n, { baseLoadKw }] of nodes.entries()) {
    baseKw.set(valuesAt(baseLoadKw, startsMs), n * intervals);
  }
  const { reservedKwh, asideKw, ...cells } = cellsOf(problem, demands, edgesMs, hours);
  for (let i = 0; i < sessions.length; i++) {
    for (let cell = cells.firstCell[i]!; cell < cells.firstCell[i + 1]!; cell++) {
      baseKw[node[i]! * intervals + cells.interval[cell]!]! += asideKw[cell]!;
    }
  }
  for (let n = tree.size - 1; n > 0; n--) {
    for (let k = 0; k < intervals; k++) {
      baseKw[tree.parents[n]! * intervals + k]! += baseKw[n * intervals + k]!;
    }
  }
  const eurPerKwh =
    problem.eurPerKwh === null ? null : Float64Array.from(valuesAt(problem.eurPerKwh, startsMs));
  const net: EnergyNetwork = {
    tree,
    hours,
    node,
    ...cells,
    nodeKwh: freeKwh(problem, startsMs, hours, baseKw, cabinetKw(problem, demands)),
    bucket: Int32Array.from(hours, (_, k) => k),
    bucketHours: hours,
    bucketBaseKwh: hours.map((each, k) => each * baseKw[k]!),
    stockKwh: new Float64Array(sessions.length),
    before: new Int32Array(sessions.length).fill(-1),
    carryKwh: new Float64Array(sessions.length),
  };
  return {
    problem,
    net,
    edgesMs,
    eurPerKwh,
    order: orderOf(intervals, eurPerKwh),
    demands,
    reservedKwh,
    asideKw,
    relaxed: relaxedIn(demands, cabinets),
  };
}

/** What each session could take when, and what of it is set aside. */
function cellsOf(
  { sessions }: PlanningProblem,
  demands: readonly SessionDemand[],
  edgesMs: Float64Array,
  hours: Float64Array,
) {
  const spans = sessions.map(({ fromMs, toMs }) => spanOf(fromMs, toMs, edgesMs));
  const firstCell = new Int32Array(sessions.length + 1);
  for (const [i, [from, to]] of spans.entries()) firstCell[i + 1] = firstCell[i]! + to - from;
  const cells = firstCell[sessions.length]!;
  const interval = new Int32Array(cells);
  const cellKwh = new Float64Array(cells);
  const asideKw = new Float64Array(cells);
  const needKwh = new Float64Array(sessions.length);
  const reservedKwh = new Float64Array(sessions.length);
  for (const [i, { fixedLoadKw, reservedKw }] of sessions.entries()) {
    const [from, to] = spans[i]!;
    const { capKw, plugKw, desiredKwh } = demands[i]!;
    const isPlain = reservedKw === 0 && fixedLoadKw.every(([, kw]) => kw === 0);
    const fixedKw = isPlain ? null : valuesAt(fixedLoadKw, edgesMs.subarray(from, to));
    let reserved = 0;
    for (let k = from, cell = firstCell[i]!; k < to; k++, cell++) {
      interval[cell] = k;
      const fixed = fixedKw === null ? 0 : fixedKw[k - from]!;
      asideKw[cell] = fixed + reservedKw;
      cellKwh[cell] = Math.max(0, Math.min(capKw, plugKw - fixed) - reservedKw) * hours[k]!;
      reserved += reservedKw * hours[k]!;
    }
    reservedKwh[i] = Math.min(reserved, desiredKwh);
    needKwh[i] = Math.max(0, desiredKwh - reserved);
  }
  return { firstCell, interval, cellKwh, asideKw, needKwh, reservedKwh };
}

function treeOf({ nodes, cabinets }: PlanningProblem): PowerTree {
  return new PowerTree(
    [...nodes, ...cabinets].map(({ id }) => id),
    [...nodes.map(({ parent }) => parent), ...cabinets.map(({ node }) => node)],
  );
}

/** Intervals that lie within a time, up to but not including the second. */
function spanOf(fromMs: number, toMs: number, edgesMs: Float64Array): [from: number, to: number] {
  const from = firstNotBefore(fromMs, edgesMs);
  return [from, Math.max(from, Math.min(firstNotBefore(toMs, edgesMs), edgesMs.length - 1))];
}

function firstNotBefore(atMs: number, edgesMs: Float64Array): number {
  let [low, high] = [0, edgesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edgesMs[middle]! < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The most that all outlets of each cabinet draw together [kW, grid side]. */
function cabinetKw(
  { cabinets, sessions }: PlanningProblem,
  demands: readonly SessionDemand[],
): number[] {
  return cabinets.map(({ ratedKw }, c) =>
    sessions.reduce(
      (most, { cabinet }, i) =>
        cabinet === c ? Math.max(most, ratedKw * demands[i]!.gridPerStored) : most,
      0,
    ),
  );
}

/** What each node and cabinet lets through to sessions, at [node × intervals + interval]. */
function freeKwh(
  { nodes }: PlanningProblem,
  startsMs: Float64Array,
  hours: Float64Array,
  baseKw: Float64Array,
  cabinetKw: readonly number[],
): Float64Array {
  const intervals = hours.length;
  const free = new Float64Array(baseKw.length);
  const set = (n: number, limitKw: (k: number) => number): void => {
    for (let k = 0; k < intervals; k++) {
      const at = n * intervals + k;
      free[at] = Math.max(0, limitKw(k) - baseKw[at]!) * hours[k]!;
    }
  };
  for (const [n, { limitKw }] of nodes.entries()) {
    const limitsKw = valuesAt(limitKw, startsMs);
    set(n, (k) => limitsKw[k] ?? Infinity);
  }
  for (const [c, kw] of cabinetKw.entries()) set(nodes.length + c, () => kw);
  return free;
}

function orderOf(intervals: number, eurPerKwh: Float64Array | null): Int32Array {
  const order = Int32Array.from({ length: intervals }, (_, k) => k);
  return eurPerKwh === null
    ? order
    : order.toSorted((a, b) => eurPerKwh[a]! - eurPerKwh[b]! || a - b);
}

function relaxedIn(
  demands: readonly SessionDemand[],
  cabinets: PlanningProblem["cabinets"],
): string[] {
  const relaxed = new Set<string>(demands.flatMap((demand) => demand.relaxed));
  for (const { moduleKw, outletsAtOnce } of cabinets) {
    if (moduleKw !== null) relaxed.add("modules");
    if (outletsAtOnce !== null) relaxed.add("outletsAtOnce");
  }
  return [...relaxed].toSorted();
}

import type { EnergyHorizon, EnergyWindow, Solver } from "../../src/planning/index.ts";
import { LinearProgram } from "../../src/planning/solver/linearProgram.ts";
import { solved } from "../../src/planning/solver/solver.ts";

const HOUR_MS = 3_600_000;

/** What linear programs say of an instance. */
export interface ProgramAnswer {
  readonly unmetKwh: number;
  readonly peakKw: number;
}

/** Solves an instance as two linear programs, its time cut and its rows written anew. */
export async function peakByProgram(
  windows: readonly EnergyWindow[],
  horizon: EnergyHorizon,
  solver: Solver,
): Promise<ProgramAnswer> {
  const first = await solved(solver, programOf(windows, horizon, null));
  const unmetKwh = Math.max(0, first.cost);
  const { cost } = await solved(solver, programOf(windows, horizon, unmetKwh));
  return { unmetKwh, peakKw: cost };
}

/** @param unmetKwh null: the least is sought; else it may be no more, and the least peak is sought */
function programOf(
  windows: readonly EnergyWindow[],
  horizon: EnergyHorizon,
  unmetKwh: number | null,
): LinearProgram {
  const { tree, freeKw, baseLoadKw } = horizon;
  const program = new LinearProgram();
  const intervals = intervalsOf(windows, horizon);
  const peak = program.column(0, Infinity, unmetKwh === null ? 0 : 1);
  const unmet = windows.map(() => program.column(0, Infinity, unmetKwh === null ? 1 : 0));
  const terms = new Map<string, [number, number][]>();
  const put = (row: string, column: number, value: number): void => {
    terms.set(row, [...(terms.get(row) ?? []), [column, value]]);
  };
  for (const [i, window] of windows.entries()) {
    put(`need ${i}`, unmet[i]!, 1);
    for (const [k, { atMs, hours, group }] of intervals.entries()) {
      if (!isOpen(window, atMs, horizon)) continue;
      const energy = program.column(0, window.capKw * hours, 0);
      put(`need ${i}`, energy, 1);
      put(`out ${group}`, energy, 1);
      for (let n = window.node; n >= 0; n = tree.parents[n]!) put(`node ${n} ${k}`, energy, 1);
    }
    if (window.stockKwh > 0) put(`need ${i}`, program.column(0, window.stockKwh, 0), 1);
    if (window.before < 0) continue;
    const carried = program.column(0, window.carryKwh, 0);
    put(`need ${i}`, carried, 1);
    put(`need ${window.before}`, carried, -1);
  }
  const row = (name: string, lower: number, upper: number): void => {
    const list = terms.get(name) ?? [];
    program.row({
      lower,
      upper,
      columns: list.map(([column]) => column),
      values: list.map(([, value]) => value),
    });
  };
  for (const [i, { needKwh }] of windows.entries()) row(`need ${i}`, needKwh, needKwh);
  for (const [k, { atMs, hours }] of intervals.entries()) {
    for (let n = 0; n < tree.size; n++) {
      const free = freeKw[n]!(atMs);
      if (free < Infinity) row(`node ${n} ${k}`, -Infinity, Math.max(0, free) * hours);
    }
  }
  for (const group of new Set(intervals.map((one) => one.group))) {
    const here = intervals.filter((one) => one.group === group);
    const hours = here.reduce((total, one) => total + one.hours, 0);
    const baseKwh = here.reduce((total, one) => total + one.hours * baseLoadKw(one.atMs), 0);
    put(`out ${group}`, peak, -hours);
    row(`out ${group}`, -Infinity, -baseKwh);
  }
  if (unmetKwh !== null) {
    program.row({ lower: 0, upper: unmetKwh, columns: unmet, values: unmet.map(() => 1) });
  }
  return program;
}

interface Interval {
  readonly atMs: number;
  readonly hours: number;
  /** Over which a peak is measured together. */
  readonly group: number;
}

function intervalsOf(windows: readonly EnergyWindow[], horizon: EnergyHorizon): Interval[] {
  const { fromMs, toMs, wraps, stepsMs, meanOverMs } = horizon;
  const length = toMs - fromMs;
  const inside = (atMs: number): number =>
    wraps ? fromMs + ((((atMs - fromMs) % length) + length) % length) : atMs;
  const quarters = meanOverMs > 0 ? length / meanOverMs : 0;
  const edges = new Set([
    fromMs,
    toMs,
    ...windows.flatMap((window) => [inside(window.fromMs), inside(window.toMs)]),
    ...stepsMs,
    ...Array.from({ length: quarters }, (_, q) => fromMs + q * meanOverMs),
  ]);
  const inOrder = [...edges]
    .filter((atMs) => atMs >= fromMs && atMs <= toMs)
    .toSorted((a, b) => a - b);
  return inOrder.slice(0, -1).map((atMs, k) => ({
    atMs,
    hours: (inOrder[k + 1]! - atMs) / HOUR_MS,
    group: meanOverMs > 0 ? Math.floor((atMs - fromMs) / meanOverMs) : k,
  }));
}

function isOpen({ fromMs, toMs }: EnergyWindow, atMs: number, horizon: EnergyHorizon): boolean {
  const length = horizon.toMs - horizon.fromMs;
  const turns = horizon.wraps ? [-1, 0, 1] : [0];
  return turns.some((turn) => fromMs <= atMs + turn * length && atMs + turn * length < toMs);
}

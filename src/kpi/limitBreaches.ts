import { quarterHours } from "./quarterHours.ts";
import type { NodeResult, RunResult } from "./runResult.ts";

/** A mean above its limit by less than this is rounding [kW]. */
const ROUNDING_KW = 1e-6;
const QUARTER_HOUR_MS = 900_000;
const MINUTE_MS = 60_000;
/** A quarter-hour [h]. */
const QUARTER = 0.25;

/** How limits were exceeded, over all nodes of the grid: how often, by how much, for how long. */
export interface LimitBreaches {
  /** Quarter-hours whose mean is above `contractKw`. */
  readonly contractBreaches: number;
  /** Energy above it in those. */
  readonly contractAboveKwh: number;
  /** Longest row of such quarter-hours at one node. */
  readonly contractLongestMin: number;
  /** Unbroken spells above `maxKw`. */
  readonly maxBreaches: number;
  readonly maxAboveKwh: number;
  readonly maxLongestMin: number;
  /** Those of either kind in which base load alone was above the limit, counted apart. */
  readonly breachesByBaseLoad: number;
  /** Above either limit in those, charging included: where both are broken it counts twice. */
  readonly aboveByBaseLoadKwh: number;
  readonly longestByBaseLoadMin: number;
}

/** Breaches of one kind. */
interface Tally {
  count: number;
  aboveKwh: number;
  longestMin: number;
}

export function limitBreaches(run: RunResult): LimitBreaches {
  const contract = nothing();
  const max = nothing();
  const byBaseLoad = nothing();
  for (const node of run.nodes) {
    add(max, node.maxBreaches, node.maxAboveKwh, node.maxLongestMs);
    add(
      byBaseLoad,
      node.maxBreachesByBaseLoad,
      node.maxAboveByBaseLoadKwh,
      node.maxLongestByBaseLoadMs,
    );
    if (node.contractKw.min < Infinity) countQuarterHours(run, node, contract, byBaseLoad);
  }
  return {
    contractBreaches: contract.count,
    contractAboveKwh: contract.aboveKwh,
    contractLongestMin: contract.longestMin,
    maxBreaches: max.count,
    maxAboveKwh: max.aboveKwh,
    maxLongestMin: max.longestMin,
    breachesByBaseLoad: byBaseLoad.count,
    aboveByBaseLoadKwh: byBaseLoad.aboveKwh,
    longestByBaseLoadMin: byBaseLoad.longestMin,
  };
}

function countQuarterHours(
  run: RunResult,
  node: NodeResult,
  byCharging: Tally,
  byBaseLoad: Tally,
): void {
  let kind: Tally | null = null;
  let rowMs = 0;
  for (const { atMs, meanKw, baseLoadKw } of quarterHours(run, node)) {
    const limitKw = node.contractKw.integral(atMs, atMs + QUARTER_HOUR_MS) / QUARTER_HOUR_MS;
    const before = kind;
    kind = baseLoadKw > limitKw + ROUNDING_KW ? byBaseLoad : byCharging;
    if (meanKw <= limitKw + ROUNDING_KW) kind = null;
    rowMs = QUARTER_HOUR_MS + (kind === before ? rowMs : 0);
    if (kind !== null) add(kind, 1, (meanKw - limitKw) * QUARTER, rowMs);
  }
}

function nothing(): Tally {
  return { count: 0, aboveKwh: 0, longestMin: 0 };
}

function add(tally: Tally, count: number, aboveKwh: number, longestMs: number): void {
  tally.count += count;
  tally.aboveKwh += aboveKwh;
  tally.longestMin = Math.max(tally.longestMin, longestMs / MINUTE_MS);
}

import { measuredHours } from "./measuredHours.ts";
import type { PointTotal, RunResult } from "./runResult.ts";

const HOUR_MS = 3_600_000;

/** What became of grid energy that reached no plug, by cause [kWh]. */
export interface Losses {
  /** Of converters while energy flows, whatever the power. */
  readonly fixedKwh: number;
  /** In proportion to power; all of it where a station has one efficiency. */
  readonly proportionalKwh: number;
  /** With the square of power. */
  readonly squaredKwh: number;
  /** Of stations and cabinets at all times; counted as base load, not as loss in charging. */
  readonly standbyKwh: number;
}

export function losses(run: RunResult): Losses {
  const standbyKw = [...run.pointTotals, ...run.cabinets].reduce(
    (sum, one) => sum + one.standbyKw,
    0,
  );
  return {
    fixedKwh: sumOf(run.pointTotals, fixedKwh),
    proportionalKwh: sumOf(run.pointTotals, proportionalKwh),
    squaredKwh: sumOf(run.pointTotals, squaredKwh),
    standbyKwh: standbyKw * measuredHours(run),
  };
}

function fixedKwh({ loss, chargingMs }: PointTotal): number {
  return (loss.fixedKw * chargingMs) / HOUR_MS;
}

function proportionalKwh({ loss, outletKwh }: PointTotal): number {
  return (loss.perKw - 1) * outletKwh;
}

/** What the other causes leave of the whole. */
function squaredKwh(point: PointTotal): number {
  if (point.loss.perKw2 === 0) return 0;
  return point.gridKwh - point.outletKwh - fixedKwh(point) - proportionalKwh(point);
}

function sumOf(points: readonly PointTotal[], kwh: (point: PointTotal) => number): number {
  return points.reduce((sum, point) => sum + kwh(point), 0);
}

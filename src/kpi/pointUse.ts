import { measuredHours } from "./measuredHours.ts";
import type { PointTotal, RunResult } from "./runResult.ts";

const HOUR_MS = 3_600_000;

/** How much of what the charging points could do in the window they did, from 0 to 1. */
export interface PointUse {
  readonly count: number;
  /** Energy given over what all points could have given at their ratings; null without points or time. */
  readonly utilisation: number | null;
  /** Mean share of the time in which a bus was plugged in. */
  readonly occupiedShare: number | null;
  /** Mean share of the time in which energy flowed. */
  readonly chargingShare: number | null;
  /** Energy given in cabinets over what all their modules could have; null without cabinets. */
  readonly moduleUtilisation: number | null;
}

export function pointUse(run: RunResult): PointUse {
  const { pointTotals: points, cabinets } = run;
  const hours = measuredHours(run);
  const timeMs = points.length * hours * HOUR_MS;
  const inCabinets = points.filter(({ cabinetId }) => cabinetId !== null);
  return {
    count: points.length,
    utilisation: share(givenKwh(points), ratedKw(points) * hours),
    occupiedShare: share(occupiedMs(run), timeMs),
    chargingShare: share(
      points.reduce((sum, { chargingMs }) => sum + chargingMs, 0),
      timeMs,
    ),
    moduleUtilisation: share(givenKwh(inCabinets), ratedKw(cabinets) * hours),
  };
}

/** Within the window, of all points. */
function occupiedMs({ window, untilMs, stays }: RunResult): number {
  const endMs = Math.min(window.toMs, untilMs);
  return stays.reduce((sum, { pluggedInAtMs, unpluggedAtMs }) => {
    if (pluggedInAtMs === null) return sum;
    const fromMs = Math.max(pluggedInAtMs, window.fromMs);
    return sum + Math.max(0, Math.min(unpluggedAtMs ?? endMs, endMs) - fromMs);
  }, 0);
}

function givenKwh(points: readonly PointTotal[]): number {
  return points.reduce((sum, { outletKwh }) => sum + outletKwh, 0);
}

function ratedKw(list: readonly { readonly ratedKw: number }[]): number {
  return list.reduce((sum, one) => sum + one.ratedKw, 0);
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

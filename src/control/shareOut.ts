import { allocate, type Grid, type Law } from "../planning/index.ts";
import type { Session } from "./session.ts";

/**
 * Gives power to those whom a person on duty puts first, one after the other, and what they
 * leave by the law to all others.
 *
 * @param listed in that order
 * @param grantsKw out: grid power of each
 */
export function shareOut(
  law: Law,
  listed: readonly Session[],
  grid: Grid,
  grantsKw: Float64Array,
  incrementKw: number,
): void {
  if (listed[0]?.goesFirst !== true) return allocate(law, listed, grid, grantsKw, incrementKw);
  const others = listed.findIndex((session) => !session.goesFirst);
  const count = others < 0 ? listed.length : others;
  const first = listed.slice(0, count);
  allocate({ ...law, share: "inOrder" }, first, grid, grantsKw, incrementKw);
  const takenKw = grantsKw.subarray(0, count).reduce((sum, kw) => sum + kw, 0);
  const { plannedPeakKw = Infinity } = grid;
  const left = { ...grid, plannedPeakKw: plannedPeakKw - takenKw };
  allocate(law, listed.slice(count), left, grantsKw.subarray(count), incrementKw);
}

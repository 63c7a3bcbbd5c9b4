import type { Grid } from "../planning/index.ts";
import type { PointModel } from "./controlModel.ts";
import type { Session } from "./session.ts";

/** Less than this is rounding [kW]. */
const TOLERANCE_KW = 1e-9;

/**
 * What cabins need comes before any charging: it cannot wait, and is over when the bus leaves. Who leaves first
 * has it first, as far as the limits go; what is set aside is taken off what is free.
 */
export function setCabinsAside(
  listed: readonly Session[],
  points: readonly PointModel[],
  { tree, freeKw, freeModules }: Pick<Grid, "tree" | "freeKw" | "freeModules">,
): void {
  const cabins = listed.filter(({ cabinKw }) => cabinKw > 0);
  if (cabins.length === 0) return;
  cabins.sort((a, b) => a.departureAtMs - b.departureAtMs || a.point - b.point);
  for (const session of cabins) {
    const { node, outlet, point, cabinKw, fallbackKw } = session;
    const { loss, minKw } = points[point]!;
    const roomKw = Math.max(0, tree.leastAbove(freeKw, node));
    const modules = outlet === null ? 0 : freeModules[outlet.cabinet]!;
    const mostKw = Math.min(roomKw, outlet?.mostKw(modules) ?? Infinity);
    const asideKw = Math.min(mostKw, Math.max(0, loss.acKw(cabinKw) - fallbackKw));
    // Of less than its point can give at all it would have nothing.
    if (asideKw <= 0 || loss.dcKw(fallbackKw + asideKw) < minKw - TOLERANCE_KW) continue;
    if (outlet !== null) freeModules[outlet.cabinet]! -= outlet.modulesFor(asideKw);
    tree.addAbove(freeKw, node, -asideKw);
    session.setAside(asideKw);
  }
}

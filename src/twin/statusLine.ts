import type { LiveRun } from "./liveRun.ts";

/** How a twin is, in one line. @param at writes an instant */
export function statusLine(run: LiveRun, at: (atMs: number) => string): string {
  const { atMs, nodes, points, awaited } = run.state();
  const site = nodes[0]!;
  const kw = Math.round(site.chargingKw + site.baseLoadKw);
  const limit = site.limitKw === null ? "" : ` of ${Math.round(site.limitKw)}`;
  const charging = points.filter(({ outletKw }) => outletKw > 0).length;
  const late = run.behindMs > 0 ? `, ${(run.behindMs / 1000).toFixed(1)} s behind` : "";
  return (
    `${at(atMs)}  ${kw}${limit} kW, ${charging} of ${points.length} buses charging, ` +
    `${awaited.length} awaited${late}`
  );
}

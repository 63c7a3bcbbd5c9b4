import type { LiveRun } from "./liveRun.ts";

/** How a twin is, in one line. @param at writes an instant */
export function statusLine(run: LiveRun, at: (atMs: number) => string): string {
  const { atMs, site, points, requests } = run.view();
  const { powerKw, limitKw } = site[0]!;
  const limit = limitKw === null ? "" : ` of ${Math.round(limitKw)}`;
  const sessions = points.flatMap(({ session }) => session ?? []);
  const charging = sessions.filter(({ state }) => state === "flowing").length;
  const late = run.behindMs > 0 ? `, ${(run.behindMs / 1000).toFixed(1)} s behind` : "";
  return (
    `${at(atMs)}  ${Math.round(powerKw)}${limit} kW, ${charging} of ${sessions.length} charging, ` +
    `${requests.length} awaited${late}`
  );
}

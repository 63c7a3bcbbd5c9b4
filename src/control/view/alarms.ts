import type { Seen } from "./seen.ts";

/** Rounding in sums of powers [kW]. */
const TOLERANCE_KW = 1e-6;

/**
 * Something that people should look at. Plain JSON.
 * `noAnswer`: a station leaves a command unanswered, and what it does is not known; `refused`: it would
 * not do what it was asked; `overLimit`: at a node more may flow than is allowed, whatever is asked.
 */
export interface Alarm {
  readonly alarm: "noAnswer" | "refused" | "overLimit";
  /** Point or node. */
  readonly who: string;
  readonly reason: string;
}

/** Nodes first, then points, each in the order of the depot. */
export function alarms({ model, site, ledger, sessions }: Seen, atMs: number): Alarm[] {
  const { tree, points, options } = model;
  const found: Alarm[] = [];
  for (const [node, nodeId] of tree.ids.entries()) {
    const worstKw = ledger.worstBelowKw(node);
    const roomKw = site.forChargingKw(node);
    if (worstKw <= Math.max(0, roomKw) + TOLERANCE_KW) continue;
    const reason = `${worstKw.toFixed(1)} kW may be drawn where ${roomKw.toFixed(1)} are allowed`;
    found.push({ alarm: "overLimit", who: nodeId, reason });
  }
  for (const [point, { pointId }] of points.entries()) {
    const session = sessions.atIndex(point);
    if (session === null) continue;
    if (ledger.isSilent(point, atMs, options.commandTimeoutMs) || ledger.isInDoubt(point)) {
      const reason = `asked for ${ledger.commandedKw(point)} kW`;
      found.push({ alarm: "noAnswer", who: pointId, reason });
    } else if (atMs < session.retryAtMs) {
      const reason = `it stays at ${ledger.inForceKw(point)} kW`;
      found.push({ alarm: "refused", who: pointId, reason });
    }
  }
  return found;
}

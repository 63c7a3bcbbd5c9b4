import type { ChargingSession } from "../chargingSession.ts";
import type { Headroom } from "../headroom.ts";

/** A session whose share can still grow. */
export interface Claim {
  readonly index: number;
  readonly session: ChargingSession;
}

/**
 * Minimums in order, as far as they fit; then all admitted sessions rise
 * together until each has what it asks or a node above it is full (max-min
 * fairness over the tree).
 */
export function fillEqually(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  grantsKw: Float64Array,
  nodes: number,
): void {
  let claims = admit(sessions, headroom, grantsKw);
  while (claims.length > 0) {
    const stepKw = Math.min(
      headroom.commonStepKw(countPerNode(claims, nodes)),
      ...claims.map(({ index, session }) => session.askKw - grantsKw[index]!),
    );
    for (const { index, session } of claims) {
      grantsKw[index]! += stepKw;
      headroom.take(session.node, stepKw);
    }
    claims = claims.filter(
      ({ index, session }) =>
        session.askKw - grantsKw[index]! > 1e-9 && headroom.at(session.node) > 0,
    );
  }
}

/** Gives every session its minimum, in order, where it fits; returns those that got it. */
export function admit(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  grantsKw: Float64Array,
): Claim[] {
  const claims: Claim[] = [];
  sessions.forEach((session, index) => {
    const { node, askKw, minKw } = session;
    const fits = askKw > 0 && askKw >= minKw && headroom.at(node) >= minKw;
    grantsKw[index] = fits ? minKw : 0;
    if (!fits) return;
    headroom.take(node, minKw);
    claims.push({ index, session });
  });
  return claims;
}

/** How many claims hang directly on each node. */
export function countPerNode(claims: readonly Claim[], nodes: number): Float64Array {
  const counts = new Float64Array(nodes);
  for (const { session } of claims) counts[session.node]!++;
  return counts;
}

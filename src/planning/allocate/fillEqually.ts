import type { ChargingSession } from "../chargingSession.ts";
import type { Headroom } from "../headroom.ts";
import type { ModuleRoom } from "../moduleRoom.ts";

/** So near a bound is at it [kW]. */
const ROUNDING_KW = 1e-9;

/** A session whose share can still grow. */
export interface Claim {
  readonly index: number;
  readonly session: ChargingSession;
  /** Modules of its cabinet that it holds. */
  modules: number;
}

/**
 * Minimums in order, as far as they fit; then all admitted sessions rise
 * together until each has what it asks or a node above it is full (max-min
 * fairness over the tree). One that has used up its modules takes another of
 * its cabinet, in order, or stays where it is.
 */
export function fillEqually(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  modules: ModuleRoom,
  grantsKw: Float64Array,
  nodes: number,
): void {
  let claims = admit(sessions, headroom, modules, grantsKw);
  while (claims.length > 0) {
    const stepKw = commonStepKw(claims, headroom, modules, grantsKw, nodes);
    for (const { index, session } of claims) {
      grantsKw[index]! += stepKw;
      headroom.take(session.node, stepKw);
    }
    claims = claims.filter((claim) => {
      const { index, session } = claim;
      const grantKw = grantsKw[index]!;
      const asksMore = session.askKw - grantKw > ROUNDING_KW && headroom.at(session.node) > 0;
      if (!asksMore || modules.heldKw(session, claim.modules) - grantKw > ROUNDING_KW) {
        return asksMore;
      }
      claim.modules++;
      return modules.take(session, 1);
    });
  }
}

/** Gives every session its minimum, in order, where it fits; returns those that got it. */
export function admit(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  modules: ModuleRoom,
  grantsKw: Float64Array,
): Claim[] {
  const claims: Claim[] = [];
  sessions.forEach((session, index) => {
    const { node, askKw, minKw } = session;
    const needed = modules.needs(session, minKw);
    // Who asks next to nothing would hold a module and never rise.
    const fits =
      askKw > ROUNDING_KW &&
      askKw >= minKw &&
      headroom.at(node) >= minKw &&
      modules.take(session, needed);
    grantsKw[index] = fits ? minKw : 0;
    if (!fits) return;
    headroom.take(node, minKw);
    claims.push({ index, session, modules: needed });
  });
  return claims;
}

/** The largest step that all claims could take at once with the modules they hold [kW]. */
export function commonStepKw(
  claims: readonly Claim[],
  headroom: Headroom,
  modules: ModuleRoom,
  grantsKw: Float64Array,
  nodes: number,
): number {
  const counts = new Float64Array(nodes);
  for (const { session } of claims) counts[session.node]!++;
  let stepKw = headroom.commonStepKw(counts);
  for (const { index, session, modules: held } of claims) {
    const reachKw = Math.min(session.askKw, modules.heldKw(session, held));
    stepKw = Math.min(stepKw, reachKw - grantsKw[index]!);
  }
  return Math.max(0, stepKw);
}

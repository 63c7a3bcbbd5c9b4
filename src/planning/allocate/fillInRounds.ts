import type { ChargingSession } from "../chargingSession.ts";
import type { Headroom } from "../headroom.ts";
import type { ModuleRoom } from "../moduleRoom.ts";
import { admit, type Claim, commonStepKw } from "./fillEqually.ts";

/**
 * Minimums in order; then every admitted session in turn takes one increment,
 * the last one smaller where less is asked, and drops out when an increment no
 * longer fits, or takes more modules than its cabinet has left.
 */
export function fillInRounds(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  modules: ModuleRoom,
  grantsKw: Float64Array,
  nodes: number,
  incrementKw: number,
): void {
  let claims = admit(sessions, headroom, modules, grantsKw);
  const take = ({ index, session }: Claim, powerKw: number): void => {
    grantsKw[index]! += powerKw;
    headroom.take(session.node, powerKw);
  };
  while (claims.length > 0) {
    // Rounds in which nobody can drop out are taken all at once.
    const commonKw = commonStepKw(claims, headroom, modules, grantsKw, nodes);
    const rounds = Math.floor(commonKw / incrementKw);
    for (const claim of claims) take(claim, rounds * incrementKw);
    claims = claims.filter((claim) => {
      const { session } = claim;
      const grantKw = grantsKw[claim.index]!;
      const stepKw = Math.min(incrementKw, session.askKw - grantKw);
      if (stepKw <= 1e-9 || headroom.at(session.node) < stepKw - 1e-9) return false;
      const more = Math.max(0, modules.needs(session, grantKw + stepKw) - claim.modules);
      if (!modules.take(session, more)) return false;
      claim.modules += more;
      take(claim, stepKw);
      return true;
    });
  }
}

import type { ChargingSession } from "../chargingSession.ts";
import type { Headroom } from "../headroom.ts";
import { admit, type Claim, countPerNode } from "./fillEqually.ts";

/**
 * Minimums in order; then every admitted session in turn takes one increment,
 * the last one smaller where less is asked, and drops out when an increment no
 * longer fits.
 */
export function fillInRounds(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  grantsKw: Float64Array,
  nodes: number,
  incrementKw: number,
): void {
  let claims = admit(sessions, headroom, grantsKw);
  const take = ({ index, session }: Claim, powerKw: number): void => {
    grantsKw[index]! += powerKw;
    headroom.take(session.node, powerKw);
  };
  while (claims.length > 0) {
    // Rounds in which nobody can drop out are taken all at once.
    const commonKw = Math.min(
      headroom.commonStepKw(countPerNode(claims, nodes)),
      ...claims.map(({ index, session }) => session.askKw - grantsKw[index]!),
    );
    const rounds = Math.floor(commonKw / incrementKw);
    for (const claim of claims) take(claim, rounds * incrementKw);
    claims = claims.filter((claim) => {
      const missingKw = claim.session.askKw - grantsKw[claim.index]!;
      const stepKw = Math.min(incrementKw, missingKw);
      if (stepKw <= 1e-9 || headroom.at(claim.session.node) < stepKw - 1e-9) return false;
      take(claim, stepKw);
      return true;
    });
  }
}

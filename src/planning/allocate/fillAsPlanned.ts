import type { ChargingSession } from "../chargingSession.ts";
import type { Headroom } from "../headroom.ts";
import type { ModuleRoom } from "../moduleRoom.ts";

/**
 * Each session in turn takes what its plan gives it: plans add up to no more than
 * the planned peak, so that limits alone can stand in the way. Then whoever is
 * behind its plan, or has none, takes in turn what is left under that peak.
 */
export function fillAsPlanned(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  modules: ModuleRoom,
  grantsKw: Float64Array,
  plannedPeakKw: number,
): void {
  grantsKw.fill(0, 0, sessions.length);
  const raise = (session: ChargingSession, i: number, mostKw: number): void => {
    const { node, askKw, minKw } = session;
    const grantKw = grantsKw[i]!;
    const held = grantKw > 0 ? modules.needs(session, grantKw) : 0;
    const roomKw = Math.min(grantKw + headroom.at(node), modules.mostKw(session, held));
    const powerKw = Math.min(askKw, mostKw, roomKw);
    if (powerKw <= grantKw || powerKw < minKw) return;
    modules.take(session, modules.needs(session, powerKw) - held);
    headroom.take(node, powerKw - grantKw);
    grantsKw[i] = powerKw;
  };
  sessions.forEach((session, i) => raise(session, i, session.plannedKw));
  const takenKw = grantsKw.subarray(0, sessions.length).reduce((sum, kw) => sum + kw, 0);
  // A peak that rounding has passed leaves nothing; that is not to say that limits are.
  headroom.holdTo(Math.max(0, plannedPeakKw - takenKw));
  sessions.forEach((session, i) => raise(session, i, session.mostKw));
}

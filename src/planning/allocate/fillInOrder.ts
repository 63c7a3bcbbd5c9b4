import type { ChargingSession } from "../chargingSession.ts";
import type { Headroom } from "../headroom.ts";
import type { ModuleRoom } from "../moduleRoom.ts";

/** Each session in turn takes all it can use, or nothing where its minimum does not fit. */
export function fillInOrder(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  modules: ModuleRoom,
  grantsKw: Float64Array,
): void {
  for (let i = 0; i < sessions.length; i++) {
    if (headroom.isUsedUp) {
      grantsKw.fill(0, i, sessions.length);
      return;
    }
    const session = sessions[i]!;
    const { node, askKw, minKw, outlet } = session;
    let powerKw = Math.min(askKw, headroom.at(node));
    if (outlet !== null) powerKw = Math.min(powerKw, modules.mostKw(session, 0));
    const granted = powerKw > 0 && powerKw >= minKw ? powerKw : 0;
    grantsKw[i] = granted;
    if (granted === 0) continue;
    headroom.take(node, granted);
    if (outlet !== null) modules.take(session, modules.needs(session, granted));
  }
}

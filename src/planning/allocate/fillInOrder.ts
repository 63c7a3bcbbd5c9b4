import type { ChargingSession } from "../chargingSession.ts";
import type { Headroom } from "../headroom.ts";

/** Each session in turn takes all it can use, or nothing where its minimum does not fit. */
export function fillInOrder(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  grantsKw: Float64Array,
): void {
  for (let i = 0; i < sessions.length; i++) {
    if (headroom.isUsedUp) {
      grantsKw.fill(0, i, sessions.length);
      return;
    }
    const { node, askKw, minKw } = sessions[i]!;
    const powerKw = Math.min(askKw, headroom.at(node));
    const granted = powerKw > 0 && powerKw >= minKw ? powerKw : 0;
    grantsKw[i] = granted;
    if (granted > 0) headroom.take(node, granted);
  }
}

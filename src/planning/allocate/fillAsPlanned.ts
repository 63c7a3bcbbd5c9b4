import type { ChargingSession } from "../chargingSession.ts";
import type { Headroom } from "../headroom.ts";

/**
 * Each session in turn takes what its plan gives it: plans add up to no more than
 * the planned peak, so that limits alone can stand in the way. Then whoever is
 * behind its plan, or has none, takes in turn what is left under that peak.
 */
export function fillAsPlanned(
  sessions: readonly ChargingSession[],
  headroom: Headroom,
  grantsKw: Float64Array,
  plannedPeakKw: number,
): void {
  let takenKw = 0;
  sessions.forEach(({ node, askKw, minKw, plannedKw }, i) => {
    const powerKw = Math.min(askKw, plannedKw, headroom.at(node));
    const granted = powerKw > 0 && powerKw >= minKw ? powerKw : 0;
    grantsKw[i] = granted;
    headroom.take(node, granted);
    takenKw += granted;
  });
  headroom.holdTo(plannedPeakKw - takenKw);
  sessions.forEach(({ node, askKw, minKw, mostKw }, i) => {
    const granted = grantsKw[i]!;
    const powerKw = Math.min(askKw, mostKw, granted + headroom.at(node));
    if (powerKw <= granted || powerKw < minKw) return;
    headroom.take(node, powerKw - granted);
    grantsKw[i] = powerKw;
  });
}

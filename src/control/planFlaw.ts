import type { ChargingPlan, PlannedCharging } from "../messages/index.ts";

/** A solver's zero [kW, kWh]. */
const ROUNDING = 1e-6;

/** Why a plan can be no plan, whatever it was made from; null: it can. */
export function planFlaw({ peakKw, sessions }: ChargingPlan): string | null {
  if (!isAmount(peakKw)) return `a peak of ${peakKw} kW`;
  const broken = sessions.find(isBroken);
  return broken === undefined ? null : `no powers, energies and times for ${broken.id}`;
}

function isBroken({ powerKw, leavesWithKwh, leastAtMs, desiredAtMs }: PlannedCharging): boolean {
  if (!isAmount(leavesWithKwh)) return true;
  if (![leastAtMs, desiredAtMs].every((atMs) => atMs === null || Number.isFinite(atMs))) {
    return true;
  }
  let lastMs = -Infinity;
  return powerKw.some(([fromMs, kw]) => {
    const rises = Number.isFinite(fromMs) && fromMs >= lastMs;
    lastMs = fromMs;
    return !rises || !isAmount(kw);
  });
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= -ROUNDING;
}

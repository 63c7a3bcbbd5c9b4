import type { StayOutcome } from "../../operations/index.ts";

/** What assertions can ask of a stay; null: there is no such thing for this one. */
export const stayFigures = {
  socAtArrival: (stay: StayOutcome): number | null => stay.socAtArrival,
  socAtDeparture: (stay: StayOutcome): number | null => stay.socAtDeparture,
  targetSoc: (stay: StayOutcome): number | null => stay.targetSoc,
  batteryKwh: (stay: StayOutcome): number | null => stay.batteryKwh,
  gridKwh: (stay: StayOutcome): number | null => stay.gridKwh,
  unmetKwh: (stay: StayOutcome): number | null => stay.unmetKwh,
  deficitKwh: (stay: StayOutcome): number | null => stay.deficitKwh,
  /** How late it left [min]. */
  lateMin: (stay: StayOutcome): number | null =>
    minutesBetween(stay.plannedDepartureAtMs, stay.departedAtMs),
  /** From its arrival to the cable's being in [min]. */
  plugInMin: (stay: StayOutcome): number | null =>
    minutesBetween(stay.arrivedAtMs, stay.pluggedInAtMs),
} as const;

export type StayFigure = keyof typeof stayFigures;

function minutesBetween(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null ? null : (toMs - fromMs) / 60_000;
}

import { SOC_QUANTUM } from "../../operations/index.ts";
import type { Forecast, ForeseenStay } from "./foreseen.ts";

/** How one of many nights went. Plain JSON; lists go by stay, who leaves first, first. */
export interface NightOutcome {
  readonly socs: readonly number[];
  /** From holding what it must leave with to its departure; null: it never does, or never leaves. */
  readonly slacksMs: readonly (number | null)[];
  readonly short: readonly boolean[];
  readonly peakKw: number;
  readonly isAboveLimit: boolean;
}

/** A night of many, as it is and with what is tried out. Plain JSON. */
export interface NightRow {
  readonly night: number;
  /** Why there is no outcome; null: there is. */
  readonly error: string | null;
  readonly asIs: NightOutcome | null;
  /** null: nothing is tried out. */
  readonly otherwise: NightOutcome | null;
}

/** @param expected which stays, in which order; one that never comes about leaves short, with nothing */
export function outcomeOf(
  { stays, peakKw, isAboveLimit }: Forecast,
  expected: readonly ForeseenStay[],
): NightOutcome {
  const byName = new Map(stays.map((stay) => [nameOf(stay), stay]));
  const found = expected.map((stay) => byName.get(nameOf(stay)));
  return {
    socs: found.map((stay) => stay?.socAtDeparture ?? 0),
    slacksMs: found.map((stay) => (stay === undefined ? null : slackMs(stay))),
    short: found.map((stay) => stay === undefined || isShort(stay)),
    peakKw,
    isAboveLimit,
  };
}

function nameOf({ vehicleId, departureAtMs }: ForeseenStay): string {
  return `${vehicleId} ${departureAtMs}`;
}

/** Whether it leaves with less than it must. */
export function isShort({ socAtDeparture, targetSoc }: ForeseenStay): boolean {
  return socAtDeparture < targetSoc - SOC_QUANTUM;
}

/** Time to spare. */
export function slackMs({ readyAtMs, departureAtMs }: ForeseenStay): number | null {
  return readyAtMs === null || departureAtMs === null ? null : departureAtMs - readyAtMs;
}

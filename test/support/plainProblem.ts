import type { PlannedNode, PlannedSession, PlanningProblem } from "../../src/messages/index.ts";

const HOUR_MS = 3_600_000;

/** A bus at the connection from one hour to another; it holds nothing and asks for `kwh`. */
export function bus(
  id: string,
  fromH: number,
  toH: number,
  kwh: number,
  more: Partial<PlannedSession> = {},
): PlannedSession {
  return {
    id,
    node: 0,
    cabinet: null,
    fromMs: fromH * HOUR_MS,
    toMs: toH * HOUR_MS,
    usableKwh: 1_000,
    storedKwh: 0,
    leastKwh: kwh,
    desiredKwh: kwh,
    curve: [
      [0, 100],
      [1_000, 100],
    ],
    minKw: 0,
    loss: { fixedKw: 0, perKw: 1, perKw2: 0 },
    fixedLoadKw: [[0, 0]],
    reservedKw: 0,
    priority: 0,
    ...more,
  };
}

/** A connection without limit or base load. */
export function site(more: Partial<PlannedNode> = {}): PlannedNode {
  return { id: "site", parent: -1, limitKw: [[0, null]], baseLoadKw: [[0, 0]], ...more };
}

/** Ten hours, no price. */
export function plainProblem(
  sessions: readonly PlannedSession[],
  more: Partial<PlanningProblem> = {},
): PlanningProblem {
  return {
    schemaVersion: 1,
    fromMs: 0,
    toMs: 10 * HOUR_MS,
    slotMs: null,
    paidPeakKw: 0,
    peakEurPerKw: null,
    eurPerKwh: null,
    nodes: [site()],
    cabinets: [],
    sessions,
    ...more,
  };
}

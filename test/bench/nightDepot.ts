import { RandomStream } from "../../src/engine/index.ts";
import type { PlannedNode, PlannedSession, PlanningProblem } from "../../src/messages/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** 2026-03-02T16:00Z: the first bus may come. */
const FROM_MS = 1_772_467_200_000;
const SEED = 1;
const GROUPS = 4;
const OUTLET_KW = 150;
const USABLE_KWH = 400;

/** One night of a depot. */
export interface Night {
  readonly buses: number;
  readonly slotMin: number;
  /** Feeders that carry so much of what their outlets could draw; null: none. */
  readonly groupShare: number | null;
}

/**
 * Buses come from 16:00 to 01:00, leave from 4:00 to 8:00 and want 100 to 300 kWh, all
 * multiples of the slot: the sizes at which solvers were first compared.
 */
export function nightDepot({ buses, slotMin, groupShare }: Night): PlanningProblem {
  const slotMs = slotMin * MINUTE_MS;
  const chance = new RandomStream(SEED, "night", buses, slotMin);
  const between = (from: number, to: number): number => from + chance.uniform() * (to - from);
  const atSlot = (fromH: number, toH: number): number =>
    FROM_MS + Math.round((between(fromH, toH) * HOUR_MS) / slotMs) * slotMs;
  const sessions = Array.from({ length: buses }, (_, i): PlannedSession => ({
    id: `bus${i}`,
    node: groupShare === null ? 0 : 1 + (i % GROUPS),
    cabinet: null,
    fromMs: atSlot(0, 9),
    toMs: atSlot(12, 16),
    usableKwh: USABLE_KWH,
    storedKwh: 0,
    ...energy(between(100, 300)),
    curve: [
      [0, OUTLET_KW],
      [USABLE_KWH, OUTLET_KW],
    ],
    minKw: 0,
    loss: { fixedKw: 0, perKw: 1, perKw2: 0 },
    fixedLoadKw: [[FROM_MS, 0]],
    reservedKw: 0,
    priority: 0,
  }));
  return {
    schemaVersion: 1,
    fromMs: FROM_MS,
    toMs: FROM_MS + 16 * HOUR_MS,
    slotMs,
    paidPeakKw: 0,
    peakEurPerKw: null,
    eurPerKwh: hourly(() => Math.round(between(50, 350)) / 1000),
    nodes: [
      node(
        "site",
        -1,
        null,
        hourly(() => between(0.1, 0.5) * buses),
      ),
      ...Array.from({ length: groupShare === null ? 0 : GROUPS }, (_, g) =>
        node(`feeder${g}`, 0, (groupShare! * OUTLET_KW * buses) / GROUPS),
      ),
    ],
    cabinets: [],
    sessions,
  };
}

function hourly(value: () => number): [number, number][] {
  return Array.from({ length: 16 }, (_, h) => [FROM_MS + h * HOUR_MS, value()]);
}

function energy(kwh: number): { leastKwh: number; desiredKwh: number } {
  return { leastKwh: kwh, desiredKwh: kwh };
}

function node(
  id: string,
  parent: number,
  limitKw: number | null,
  baseLoadKw: PlannedNode["baseLoadKw"] = [[FROM_MS, 0]],
): PlannedNode {
  return { id, parent, limitKw: [[FROM_MS, limitKw]], baseLoadKw };
}

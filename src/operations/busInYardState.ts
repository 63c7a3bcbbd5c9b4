/** A bus as people see it. */
export interface YardBus {
  readonly usableKwh: number;
  /** While plugged in, as of the last settling [kWh]. */
  energyKwh: number;
}

/**
 * away: on the road · lined: waits for a service · served · parked: waits to be
 * plugged in · queued: no point is free · plugged · held: past its time, waits for
 * its target · moving: makes room for another · ready: cable out · gone: no stay is left.
 */
export type Stage =
  | "away"
  | "lined"
  | "served"
  | "parked"
  | "queued"
  | "plugged"
  | "held"
  | "moving"
  | "ready"
  | "gone";

/** Everything about a bus in the yard that changes; plain JSON. */
export interface BusInYardState {
  stage: Stage;
  /** When what it waits for or is done to it began; kept by lined, served and queued [ms]. */
  sinceMs: number;
  stay: number;
  /** How many of the services that are due are over. */
  servicesOver: number;
  point: number;
  /** How late it left last [ms]. */
  lateMs: number;
  arrivedAtMs: number | null;
  serviceMs: number;
  serviceWaitMs: number;
  queuedMs: number | null;
  pluggedInAtMs: number | null;
  unpluggedAtMs: number | null;
  arrivalKwh: number;
  targetKwh: number;
  desiredKwh: number;
  deficitKwh: number;
  gridKwh: number;
  /** Whether it holds what it should leave with, where others may want its point. */
  isDone: boolean;
  /** Whether it has made room for another. */
  hasMovedOff: boolean;
}

/** Of a bus that has yet to come. */
export function freshBus(): BusInYardState {
  return {
    stage: "away",
    sinceMs: 0,
    stay: 0,
    servicesOver: 0,
    point: -1,
    lateMs: 0,
    arrivedAtMs: null,
    serviceMs: 0,
    serviceWaitMs: 0,
    queuedMs: null,
    pluggedInAtMs: null,
    unpluggedAtMs: null,
    arrivalKwh: 0,
    targetKwh: 0,
    desiredKwh: 0,
    deficitKwh: 0,
    gridKwh: 0,
    isDone: false,
    hasMovedOff: false,
  };
}

/** Forgets what became of the bus in its last stay. */
export function beginStay(state: BusInYardState): void {
  state.sinceMs = 0;
  state.servicesOver = 0;
  state.point = -1;
  state.serviceMs = 0;
  state.serviceWaitMs = 0;
  state.queuedMs = null;
  state.pluggedInAtMs = null;
  state.unpluggedAtMs = null;
  state.gridKwh = 0;
  state.isDone = false;
  state.hasMovedOff = false;
}

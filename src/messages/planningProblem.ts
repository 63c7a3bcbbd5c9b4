/** A value that changes in steps: each holds from its instant on, the first also before; times rise. */
export type StepList<T> = readonly (readonly [fromMs: number, value: T])[];

/**
 * What a planner is asked: which buses are to be charged until when, and what
 * the grid can give. Plain JSON, and whole: whoever solves it needs nothing else.
 */
export interface PlanningProblem {
  readonly schemaVersion: 1;
  /** Now. */
  readonly fromMs: number;
  /** Nothing is planned after this. */
  readonly toMs: number;
  /** Time is cut at multiples of this since the epoch, too [ms]; null: only where something changes. */
  readonly slotMs: number | null;
  /** A peak up to this is paid for already [kW]. */
  readonly paidPeakKw: number;
  /** What a peak costs; null: the smallest peak comes first, whatever energy costs. */
  readonly peakEurPerKw: number | null;
  /** Grid energy; null: it has no price, and what can be charged early is charged early. */
  readonly eurPerKwh: StepList<number> | null;
  /** The connection first, parents before children. */
  readonly nodes: readonly PlannedNode[];
  readonly cabinets: readonly PlannedCabinet[];
  readonly sessions: readonly PlannedSession[];
}

/** A node of the grid tree. */
export interface PlannedNode {
  readonly id: string;
  /** Index of the node above; −1: it is the connection. */
  readonly parent: number;
  /** The most that may pass, base load included [kW]; null: no limit. */
  readonly limitKw: StepList<number | null>;
  /** What hangs right here and is not planned [kW]. */
  readonly baseLoadKw: StepList<number>;
}

/** A station whose outlets share what it gives. */
export interface PlannedCabinet {
  readonly id: string;
  /** Index of the grid node that feeds it. */
  readonly node: number;
  /** All outlets together [kW, outlet side]. */
  readonly ratedKw: number;
  /** Power goes to an outlet in modules of this size [kW, outlet side]; null: in any part. */
  readonly moduleKw: number | null;
  /** How many outlets may give power at once; null: all. */
  readonly outletsAtOnce: number | null;
}

/** One stay of a bus at a point, from now on. */
export interface PlannedSession {
  readonly id: string;
  /** Index of the grid node that feeds it. */
  readonly node: number;
  /** Index of its cabinet; null: a station of its own. */
  readonly cabinet: number | null;
  /** When energy can flow. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly usableKwh: number;
  /** Stored when it begins [kWh]. */
  readonly storedKwh: number;
  /** What it must leave with, and what it should leave with [kWh stored]. */
  readonly leastKwh: number;
  readonly desiredKwh: number;
  /** What the bus takes behind its outlet: power over stored energy, straight between knots. */
  readonly curve: readonly (readonly [storedKwh: number, outletKw: number])[];
  /** The least that flows at all [kW, outlet side]. */
  readonly minKw: number;
  readonly loss: PlannedLoss;
  /** What goes through its plug anyway, as for a warm cabin [kW, grid side]. */
  readonly fixedLoadKw: StepList<number>;
  /** Set aside for it at all times, used or not [kW, grid side]; counted in no base load. */
  readonly reservedKw: number;
  /** Higher goes first when not everybody can be served. */
  readonly priority: number;
}

/** Grid power over outlet power p while energy flows: fixedKw + perKw·p + perKw2·p². */
export interface PlannedLoss {
  readonly fixedKw: number;
  readonly perKw: number;
  readonly perKw2: number;
}

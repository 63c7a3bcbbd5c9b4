import type { PointId, VehicleId } from "../messages/index.ts";

/** A time as a timetable gives it. */
export interface FileTime {
  /** Local date, or null for a time of whatever service day. */
  readonly date: string | null;
  /** Minutes after the start of that day; below 0 the evening before, from 1440 the day after. */
  readonly minutes: number;
}

/** What a bus uses on a block: a distance, or an energy where the file gives one. */
export interface BlockUse {
  readonly distanceKm: number;
  /** At the battery [kWh]; null: distance × consumption of the type. */
  readonly energyKwh: number | null;
}

/** One stay of a bus at the depot, as a file gives it. */
export interface StayRow {
  /** Line of the file. */
  readonly line: number;
  readonly vehicleId: string;
  readonly vehicleType: string;
  readonly arrive: FileTime;
  readonly depart: FileTime;
  /** Of the block that ends with this stay. */
  readonly used: BlockUse;
  /** Of the block that follows; null: none does; left out: the file has no word of it. */
  readonly next?: BlockUse | null;
  readonly blockBefore: string | null;
  readonly blockAfter: string | null;
  readonly pointId: string | null;
  /** "" where the file has none. */
  readonly depot: string;
  /** Code of the days it runs on; "" where the file has none. */
  readonly serviceDay: string;
}

/** One block: from pulling out of the depot to pulling in again, as a file gives it. */
export interface BlockRow {
  /** Line of the file. */
  readonly line: number;
  readonly blockId: string;
  /** null: dispatch finds a bus. */
  readonly vehicleId: string | null;
  readonly vehicleType: string;
  readonly depart: FileTime;
  readonly return: FileTime;
  readonly used: BlockUse;
  /** "" where the file has none. */
  readonly depot: string;
  /** Code of the days it runs on; "" where the file has none. */
  readonly serviceDay: string;
}

/** A service day that is run. */
export interface ServiceDay {
  readonly date: string;
  /** Rows of this code run; null: all rows do. */
  readonly code: string | null;
}

/** A timetable file, read. */
export type Timetable =
  | { readonly kind: "stays"; readonly rows: readonly StayRow[] }
  | { readonly kind: "blocks"; readonly rows: readonly BlockRow[] };

/** One spell of a bus at the depot, placed in time. */
export interface Stay {
  /** Line of the timetable file that it comes from. */
  readonly line: number;
  /** null: the bus is there, full, when the run begins. */
  readonly arriveAtMs: number | null;
  /** null: it stays to the end of the run. */
  readonly departAtMs: number | null;
  /** Used at the battery since the last departure [kWh]. */
  readonly usedKwh: number;
  /** What the block after it will use [kWh]; null: none follows, or nobody knows. */
  readonly nextUsedKwh: number | null;
  readonly blockBefore: string | null;
  readonly blockAfter: string | null;
  /** null: any free point. */
  readonly pointId: PointId | null;
}

/** A bus and its stays, in order. */
export interface VehiclePlan {
  readonly vehicleId: VehicleId;
  readonly vehicleType: string;
  readonly stays: readonly Stay[];
}

/** How stays of one bus hang together. */
export type Carry =
  /** It arrives with what it left with, less what it used. */
  | "carried"
  /**
   * It arrives with what its target had it leave with, a full battery if that says no less,
   * less what it used, whatever the stay before reached.
   */
  | "alone";

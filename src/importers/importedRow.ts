import type { FileTime } from "../operations/index.ts";

/** One row of the table that comes out: a block, or a stay at the depot. */
export interface ImportedRow {
  /** Line of the file that it comes from. */
  readonly line: number;
  readonly vehicleId: string | null;
  readonly vehicleType: string;
  readonly depot: string | null;
  readonly serviceDay: string | null;
  /** When a block pulls out, or a stay begins. */
  readonly from: FileTime;
  /** When a block pulls in, or a stay ends. */
  readonly to: FileTime;
  /** Of a block, or of the one that a stay ends. */
  readonly distanceKm: number | null;
  /** What it takes from the battery [kWh]. */
  readonly energyKwh: number | null;
  /** Of blocks. */
  readonly blockId: string | null;
  /** Of stays, as the file gives them. */
  readonly stay: StayCells | null;
}

/** What only stays have. */
export interface StayCells {
  readonly socAtArrival: string;
  readonly blockBefore: string;
  readonly blockAfter: string;
  readonly pointId: string;
}

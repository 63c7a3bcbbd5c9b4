import type { Files } from "../scenario/index.ts";
import type { Unit } from "./distanceUnit.ts";
import type { ImportedRow } from "./importedRow.ts";
import type { ServiceDay } from "./gtfs/serviceDays.ts";
import type { Warnings } from "./warnings.ts";

/** What can be said of a file of others that it does not say itself. */
export interface ImportOptions {
  /** Names of columns by what they mean, `{ depart: "Abfahrt" }`. */
  readonly columns: ReadonlyMap<string, string>;
  readonly depot: string | null;
  /** Of rows that name none. */
  readonly vehicleType: string | null;
  /** What vehicle types are called in the table, by the name in the file. */
  readonly typeNames: ReadonlyMap<string, string>;
  readonly distanceUnit: Unit | null;
  /** Usable energy of a battery [kWh] by vehicle type as the table has it: for files that give a share of it. */
  readonly capacityKwh: ReadonlyMap<string, number>;
  /** From the depot to the first stop, and from the last one back [min]. */
  readonly pullOutMin: number;
  readonly pullInMin: number;
  /** Of each of those ways [km]. */
  readonly deadheadKm: number;
  /** Local dates, both included; null: all that the file has. */
  readonly from: string | null;
  readonly to: string | null;
  /** One code for all days that are alike, instead of dates. */
  readonly asServiceDays: boolean;
  /** Only blocks in which one of these routes is served; none: all. */
  readonly routes: readonly string[];
  /** A trip that is in no block makes one by itself. */
  readonly tripsAsBlocks: boolean;
}

/** A file of others, and all that its importer may use. */
export interface Source {
  readonly files: Files;
  readonly path: string;
  readonly options: ImportOptions;
  readonly warnings: Warnings;
}

/** What an importer made of a file. */
export interface Imported {
  readonly kind: "blocks" | "stays";
  readonly rows: readonly ImportedRow[];
  /** What was read, for people: `128 trips`. */
  readonly read: string;
  readonly columns: ColumnsUsed;
  /** The unit and how it is known, or where distances come from. */
  readonly distance: string | null;
  /** Of all local times, where the file says. */
  readonly timezone: string | null;
  readonly serviceDays: readonly ServiceDay[];
}

/** Columns of a file by what they were taken for, and those that were not looked at. */
export interface ColumnsUsed {
  readonly used: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
}

/** Reads one format. @throws InputProblem for a file that cannot be used */
export type Importer = (source: Source) => Promise<Imported>;

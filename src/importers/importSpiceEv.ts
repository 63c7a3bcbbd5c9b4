import { InputProblem, type Preset, type Row } from "../scenario/index.ts";
import { minutesBetween } from "./minutesBetween.ts";
import type { Importer, Source } from "./imported.ts";
import type { ImportedRow } from "./importedRow.ts";
import { rowsInKm } from "./rowsInKm.ts";
import { sourceRows } from "./sourceRows.ts";
import { spanAt } from "./spanAt.ts";
import { vehicleTypeAt } from "./vehicleTypeAt.ts";
import type { Warnings } from "./warnings.ts";

/** Trips away from the depot as SpiceEV's `generate_from_csv` reads them; `energy_kwh` is an addition of ours. */
const trips: Preset<
  | "depart"
  | "return"
  | "vehicleType"
  | "vehicleId"
  | "socAtArrival"
  | "usedSoc"
  | "distance"
  | "energyKwh"
  | "connects"
> = {
  what: "trips of SpiceEV",
  columns: {
    depart: ["departure_time"],
    return: ["arrival_time"],
    vehicleType: ["vehicle_type"],
    vehicleId: ["vehicle_id"],
    socAtArrival: ["soc"],
    usedSoc: ["delta_soc"],
    distance: ["distance"],
    energyKwh: ["energy_kwh"],
    connects: ["connect_cs"],
  },
  required: ["depart", "return"],
};

/** A row, and whether the bus is plugged in after it. */
interface Trip {
  readonly row: ImportedRow;
  readonly connects: boolean;
}

/**
 * Every row becomes a block. What it uses is its energy, else the share of the battery where
 * its capacity is given, else its distance. Rows after which the bus is not plugged in
 * (`connect_cs` 0) are joined with the next one of the same bus, as SpiceEV adds them up.
 */
export const importSpiceEv: Importer = async (source) => {
  const { at, rows, columns } = await sourceRows(source, trips);
  if (at.distance < 0 && at.energyKwh < 0 && at.usedSoc < 0 && at.socAtArrival < 0) {
    throw new InputProblem({
      place: { file: source.path, line: 1 },
      message:
        "there is no column distance, energy_kwh, delta_soc or soc: what buses use is not known",
      mend: "add one of them, or say which it is: --column distance=…",
    });
  }
  const read: Trip[] = [];
  for await (const row of rows) read.push(tripOf(row, at, source));
  const usual = { usual: "km", usualBy: "SpiceEV's documentation" } as const;
  const { rows: inKm, distance } = rowsInKm(
    read.map(({ row }) => row),
    source,
    usual,
    true,
  );
  return {
    kind: "blocks",
    rows: joined(
      inKm.map((row, i): Trip => ({ row, connects: read[i]!.connects })),
      source.warnings,
    ),
    read: `${read.length} rows`,
    columns,
    distance,
    timezone: null,
    serviceDays: [],
  };
};

/** @returns its distance as the file has it */
function tripOf(
  row: Row,
  at: Readonly<Record<keyof typeof trips.columns, number>>,
  { options }: Source,
): Trip {
  const { from, to } = spanAt(row, at.depart, at.return);
  const vehicleType = vehicleTypeAt(row, at.vehicleType, options);
  const distance = row.text(at.distance) === "" ? null : row.amount(at.distance, "km");
  const energyKwh = energyOf(row, at, options.capacityKwh.get(vehicleType));
  if (energyKwh === null && distance === null) {
    throw row.flaw(
      Math.max(at.usedSoc, at.socAtArrival, at.distance),
      `found neither distance nor energy, and no capacity of ${vehicleType}`,
      `--capacity-kwh ${vehicleType}=… makes energy of a share of the battery`,
    );
  }
  return {
    connects: row.text(at.connects) === "" || row.amount(at.connects, "0 or 1", 1) > 0,
    row: {
      line: row.line,
      vehicleId: row.text(at.vehicleId) || null,
      vehicleType,
      depot: null,
      serviceDay: null,
      from,
      to,
      distanceKm: distance,
      energyKwh,
      blockId: null,
      stay: null,
    },
  };
}

/** Energy, or a share of the capacity; null when there is neither. */
function energyOf(
  row: Row,
  at: Readonly<Record<keyof typeof trips.columns, number>>,
  capacityKwh: number | undefined,
): number | null {
  if (row.text(at.energyKwh) !== "") return row.amount(at.energyKwh, "kWh");
  if (capacityKwh === undefined) return null;
  if (row.text(at.usedSoc) !== "") return capacityKwh * row.amount(at.usedSoc, "soc");
  if (row.text(at.socAtArrival) === "") return null;
  return capacityKwh * (1 - row.amount(at.socAtArrival, "soc", 1));
}

/** Blocks from plug to plug, in the order of the file. */
function joined(trips: readonly Trip[], warnings: Warnings): ImportedRow[] {
  const open = new Map<string, ImportedRow>();
  const blocks: ImportedRow[] = [];
  for (const { row, connects } of trips.toSorted((a, b) =>
    minutesBetween(b.row.from, a.row.from),
  )) {
    const before = row.vehicleId === null ? undefined : open.get(row.vehicleId);
    const block = before === undefined ? row : together(before, row);
    if (connects || row.vehicleId === null) {
      if (!connects)
        warnings.add("connect_cs is 0, but no bus is named: it is plugged in", row.line);
      blocks.push(block);
      open.delete(row.vehicleId ?? "");
    } else {
      warnings.add("connect_cs is 0: one block with the next of this bus", row.line);
      open.set(row.vehicleId, block);
    }
  }
  return [...blocks, ...open.values()].toSorted((a, b) => a.line - b.line);
}

function together(first: ImportedRow, second: ImportedRow): ImportedRow {
  return {
    ...first,
    to: second.to,
    distanceKm: sum(first.distanceKm, second.distanceKm),
    energyKwh: sum(first.energyKwh, second.energyKwh),
  };
}

/** Of what both have. */
function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

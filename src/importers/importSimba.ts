import { InputProblem, type Preset, type Row } from "../scenario/index.ts";
import { distanceUnit } from "./distanceUnit.ts";
import { minutesBetween } from "./minutesBetween.ts";
import type { Importer, Source } from "./imported.ts";
import type { ImportedRow } from "./importedRow.ts";
import { sourceRows } from "./sourceRows.ts";
import { spanAt, type TimeSpan } from "./spanAt.ts";
import { vehicleTypeAt } from "./vehicleTypeAt.ts";

/** Trips as SimBA reads them, one a row. */
const trips: Preset<
  "rotation" | "from" | "depart" | "arrive" | "to" | "distance" | "vehicleType" | "chargingType"
> = {
  what: "trips of SimBA",
  columns: {
    rotation: ["rotation_id"],
    from: ["departure_name"],
    depart: ["departure_time"],
    arrive: ["arrival_time"],
    to: ["arrival_name"],
    distance: ["distance"],
    vehicleType: ["vehicle_type"],
    chargingType: ["charging_type"],
  },
  required: ["rotation", "from", "depart", "arrive", "to", "distance"],
};

/** One trip of a rotation. */
interface Trip {
  readonly line: number;
  readonly rotation: string;
  readonly from: string;
  readonly to: string;
  readonly span: TimeSpan;
  readonly distance: number;
  readonly vehicleType: string;
  readonly chargesOnTheWay: boolean;
}

/** The trips of a rotation become one block, from the first departure to the last arrival. */
export const importSimba: Importer = async (source) => {
  const { path, options, warnings } = source;
  const { at, rows, columns } = await sourceRows(source, trips);
  const read: Trip[] = [];
  for await (const row of rows) read.push(tripOf(row, at, source));
  const rotations = byRotation(read);
  const measures = read.map(({ line, distance, span }) => ({
    line,
    distance,
    hours: span.minutes / 60,
  }));
  const hint = {
    given: options.distanceUnit,
    usual: "m",
    usualBy: "SimBA's documentation",
  } as const;
  const unit = distanceUnit(path, measures, hint, warnings);
  const blocks = [...rotations.values()].flatMap((list) => {
    const inOrder = list.toSorted((a, b) => minutesBetween(b.span.from, a.span.from));
    return blockOf(inOrder, unit.kmPerUnit, source);
  });
  if (blocks.length === 0 && read.length > 0) throw noneAtDepot(read, source);
  return {
    kind: "blocks",
    rows: blocks.toSorted((a, b) => a.line - b.line),
    read: `${read.length} trips of ${rotations.size} rotations`,
    columns,
    distance: unit.how,
    timezone: null,
    serviceDays: [],
  };
};

function tripOf(
  row: Row,
  at: Readonly<Record<keyof typeof trips.columns, number>>,
  { options }: Source,
): Trip {
  return {
    line: row.line,
    rotation: row.name(at.rotation),
    from: row.name(at.from),
    to: row.name(at.to),
    span: spanAt(row, at.depart, at.arrive),
    distance: row.amount(at.distance, options.distanceUnit ?? "m"),
    vehicleType: vehicleTypeAt(row, at.vehicleType, options),
    chargesOnTheWay: row.text(at.chargingType).toLowerCase() === "oppb",
  };
}

function byRotation(trips: readonly Trip[]): Map<string, Trip[]> {
  const rotations = new Map<string, Trip[]>();
  for (const trip of trips) {
    const list = rotations.get(trip.rotation);
    if (list === undefined) rotations.set(trip.rotation, [trip]);
    else list.push(trip);
  }
  return rotations;
}

/** None for a rotation of another depot, or one that does not come home. */
function blockOf(
  rotation: readonly Trip[],
  kmPerUnit: number,
  { path, options: { depot }, warnings }: Source,
): ImportedRow[] {
  const first = rotation[0]!;
  const last = rotation.at(-1)!;
  const home = depot ?? first.from;
  if (first.from !== home && last.to !== home) return [];
  if (first.from !== last.to) {
    const open = "left out, as its rotation does not end where it begins";
    warnings.add(depot === null ? open : `${open} (${depot})`, first.line);
    return [];
  }
  for (const [i, trip] of rotation.entries()) checkFollows(path, rotation[i - 1], trip, warnings);
  if (rotation.some(({ chargesOnTheWay }) => chargesOnTheWay)) {
    const charged = "charges on the way (oppb): here all its energy comes from the depot";
    warnings.add(charged, first.line);
  }
  return [
    {
      line: first.line,
      vehicleId: null,
      vehicleType: first.vehicleType,
      depot: home,
      serviceDay: null,
      from: first.span.from,
      to: last.span.to,
      distanceKm: rotation.reduce((sum, { distance }) => sum + distance, 0) * kmPerUnit,
      energyKwh: null,
      blockId: first.rotation,
      stay: null,
    },
  ];
}

/** @throws InputProblem when two trips of a rotation cannot be made by one bus */
function checkFollows(
  file: string,
  before: Trip | undefined,
  trip: Trip,
  warnings: Source["warnings"],
): void {
  if (before === undefined) return;
  const flaw = (message: string, mend: string): InputProblem =>
    new InputProblem({ place: { file, line: trip.line }, message, mend });
  if (before.vehicleType !== trip.vehicleType) {
    throw flaw(
      `rotation ${trip.rotation} is of type ${trip.vehicleType} here, of type ${before.vehicleType} in line ${before.line}`,
      "one rotation is made by one bus",
    );
  }
  const gapMin = minutesBetween(before.span.to, trip.span.from);
  if (Number.isNaN(gapMin)) {
    throw flaw(
      `its time has no date, or the one of line ${before.line} has none`,
      "give all a date, or none",
    );
  }
  if (gapMin < 0) {
    throw flaw(
      `rotation ${trip.rotation} departs here before its trip of line ${before.line} has arrived`,
      "one bus cannot be in two places",
    );
  }
  if (before.to !== trip.from) {
    warnings.add(
      "departs elsewhere than its rotation arrived: that way is not in the distance",
      trip.line,
    );
  }
}

function noneAtDepot(read: readonly Trip[], { path, options: { depot } }: Source): InputProblem {
  const ends = [...new Set(read.flatMap(({ from, to }) => [from, to]))].toSorted().slice(0, 8);
  return new InputProblem({
    place: { file: path },
    message:
      depot === null
        ? "no rotation ends where it begins, so none has a depot"
        : `no rotation begins and ends at ${depot}`,
    mend: `trips begin and end at ${ends.join(", ")}${ends.length === 8 ? " …" : ""}`,
  });
}

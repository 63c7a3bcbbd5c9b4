import { InputProblem, type Preset } from "../../scenario/index.ts";
import type { ImportOptions } from "../imported.ts";
import type { Warnings } from "../warnings.ts";
import type { Feed } from "./feed.ts";

const routes: Preset<"route" | "type" | "shortName"> = {
  what: "routes.txt",
  columns: { route: ["route_id"], type: ["route_type"], shortName: ["route_short_name"] },
  required: ["route", "type"],
};

const trips: Preset<"trip" | "route" | "service" | "block" | "shape"> = {
  what: "trips.txt",
  columns: {
    trip: ["trip_id"],
    route: ["route_id"],
    service: ["service_id"],
    block: ["block_id"],
    shape: ["shape_id"],
  },
  required: ["trip", "route", "service"],
};

const frequencies: Preset<"trip"> = {
  what: "frequencies.txt",
  columns: { trip: ["trip_id"] },
  required: ["trip"],
};

/** A trip of a bus. */
export interface BusTrip {
  /** In trips.txt. */
  readonly line: number;
  readonly tripId: string;
  readonly serviceId: string;
  /** null: nobody knows which bus makes it. */
  readonly blockId: string | null;
  readonly shapeId: string | null;
}

/**
 * Trips of buses that run in the period, by their id.
 * @param services that run in it
 * @throws InputProblem when trips are in no block, or repeat without times of their own
 */
export async function busTrips(
  feed: Feed,
  services: ReadonlySet<string>,
  options: ImportOptions,
  warnings: Warnings,
): Promise<ReadonlyMap<string, BusTrip>> {
  const { buses, wanted } = await busRoutes(feed, options.routes);
  const found = new Map<string, BusTrip>();
  const wantedBlocks = new Set<string>();
  let others = 0;
  for await (const { row, at } of feed.rows(trips)) {
    const route = row.name(at.route);
    const trip: BusTrip = {
      line: row.line,
      tripId: row.name(at.trip),
      serviceId: row.name(at.service),
      blockId: row.text(at.block) || null,
      shapeId: row.text(at.shape) || null,
    };
    if (!services.has(trip.serviceId)) continue;
    const before = found.get(trip.tripId);
    if (before !== undefined) {
      const message = `the trip ${trip.tripId} is in line ${before.line}, too`;
      throw row.flaw(at.trip, message, "every trip has an id of its own");
    }
    if (wanted.has(route)) wantedBlocks.add(nameOfBlock(trip));
    if (buses.has(route)) found.set(trip.tripId, trip);
    else others++;
  }
  if (others > 0) warnings.add(`${others} trips are left out: their routes are not of buses`);
  const kept = [...found].filter(([, trip]) => wantedBlocks.has(nameOfBlock(trip)));
  if (kept.length === 0) throw noTrips(feed);
  checkBlocks(
    feed,
    kept.map(([, trip]) => trip),
    options,
    warnings,
  );
  await checkFrequencies(feed, new Map(kept));
  return new Map(kept);
}

/** What the block of a trip is called, or the trip that is one by itself. */
export function nameOfBlock({ blockId, tripId }: BusTrip): string {
  return blockId ?? `trip ${tripId}`;
}

/**
 * Routes of buses: of type 3, trolleybuses 11, and those of the extended list, 700 to 800.
 * @param names ids or short names of those that are wanted; none: all
 */
async function busRoutes(
  feed: Feed,
  names: readonly string[],
): Promise<{ buses: ReadonlySet<string>; wanted: ReadonlySet<string> }> {
  const buses = new Set<string>();
  const wanted = new Set<string>();
  const known: string[] = [];
  for await (const { row, at } of feed.rows(routes)) {
    const type = row.amount(at.type, "a route type", 1702);
    if (type !== 3 && type !== 11 && (type < 700 || type > 800)) continue;
    const route = row.name(at.route);
    const called = [route, row.text(at.shortName)];
    buses.add(route);
    known.push(...called);
    if (names.length === 0 || called.some((name) => names.includes(name))) wanted.add(route);
  }
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return { buses, wanted };
  throw new InputProblem({
    place: { file: feed.path("routes.txt") },
    message: `no route of buses is called "${unknown}"`,
    mend: `routes are ${known.slice(0, 16).join(", ")}`,
  });
}

/** @throws InputProblem for trips that stand for many, at times that nobody has written down */
async function checkFrequencies(feed: Feed, found: ReadonlyMap<string, BusTrip>): Promise<void> {
  for await (const { row, at } of feed.rowsIfAny(frequencies)) {
    const tripId = row.name(at.trip);
    if (!found.has(tripId)) continue;
    throw row.flaw(
      at.trip,
      `the trip ${tripId} runs every so many minutes: which bus makes which run is not known`,
      "ask for a feed with a trip for every run, and block_id",
    );
  }
}

/** @throws InputProblem for trips that are in no block, unless each is to be one by itself */
function checkBlocks(
  feed: Feed,
  trips: readonly BusTrip[],
  { tripsAsBlocks }: ImportOptions,
  warnings: Warnings,
): void {
  const blockless = trips.filter(({ blockId }) => blockId === null);
  if (blockless.length === 0) return;
  const share = `${blockless.length} of ${trips.length} trips of buses`;
  if (tripsAsBlocks) {
    warnings.add(`${share} are in no block: each is taken as one of its own`);
    return;
  }
  throw new InputProblem({
    place: { file: feed.path("trips.txt"), line: blockless[0]!.line },
    message:
      `${share} have no block_id: which of them one bus makes, ` +
      "from leaving the depot to coming back, is not known",
    mend:
      "ask for a feed with block_id; --trips-as-blocks takes each such trip as a block of its own, " +
      "with far more ways to and from the depot than there are",
  });
}

function noTrips(feed: Feed): InputProblem {
  return new InputProblem({
    place: { file: feed.path("trips.txt") },
    message: "no trip of a bus runs in that period",
    mend: "routes.txt tells buses by route_type 3; --from and --to choose the period",
  });
}

import { InputProblem, type Preset } from "../../scenario/index.ts";
import type { Warnings } from "../warnings.ts";
import type { Feed } from "./feed.ts";

const routes: Preset<"route" | "type"> = {
  what: "routes.txt",
  columns: { route: ["route_id"], type: ["route_type"] },
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
  readonly blockId: string;
  readonly shapeId: string | null;
}

/**
 * Trips of buses that run in the period, by their id.
 * @param services that run in it
 * @param tripsAsBlocks whether a trip without a block makes one by itself
 * @throws InputProblem when trips are in no block, or repeat without times of their own
 */
export async function busTrips(
  feed: Feed,
  services: ReadonlySet<string>,
  tripsAsBlocks: boolean,
  warnings: Warnings,
): Promise<ReadonlyMap<string, BusTrip>> {
  const buses = await busRoutes(feed);
  const found = new Map<string, BusTrip>();
  const blockless: number[] = [];
  let others = 0;
  for await (const { row, at } of feed.rows(trips)) {
    const tripId = row.name(at.trip);
    const serviceId = row.name(at.service);
    if (!services.has(serviceId)) continue;
    if (!buses.has(row.name(at.route))) {
      others++;
      continue;
    }
    const block = row.text(at.block);
    if (block === "") blockless.push(row.line);
    found.set(tripId, {
      line: row.line,
      tripId,
      serviceId,
      blockId: block || tripId,
      shapeId: row.text(at.shape) || null,
    });
  }
  if (others > 0) warnings.add(`${others} trips are left out: their routes are not of buses`);
  if (blockless.length > 0) {
    if (!tripsAsBlocks) throw noBlocks(feed, blockless, found.size);
    warnings.add(
      `${blockless.length} of ${found.size} trips are in no block: each is taken as one of its own`,
    );
  }
  if (found.size === 0) throw noTrips(feed);
  await checkFrequencies(feed, found);
  return found;
}

/** Route types of buses: 3, trolleybuses 11, and those of the extended list, 700 to 799 and 800. */
async function busRoutes(feed: Feed): Promise<ReadonlySet<string>> {
  const buses = new Set<string>();
  for await (const { row, at } of feed.rows(routes)) {
    const type = row.amount(at.type, "a route type", 1702);
    if (type === 3 || type === 11 || (type >= 700 && type <= 800)) buses.add(row.name(at.route));
  }
  return buses;
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

function noBlocks(feed: Feed, blockless: readonly number[], all: number): InputProblem {
  return new InputProblem({
    place: { file: feed.path("trips.txt"), line: blockless[0]! },
    message:
      `${blockless.length} of ${all} trips of buses have no block_id: ` +
      "which of them one bus makes, from leaving the depot to coming back, is not known",
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

import type { ImportedRow } from "../importedRow.ts";
import type { ImportOptions } from "../imported.ts";
import type { Warnings } from "../warnings.ts";
import { type BusTrip, nameOfBlock } from "./busTrips.ts";
import type { TripDistances } from "./tripDistances.ts";
import type { TripTimes } from "./tripTimes.ts";

/** A feed is silent about the bus; most are of this length, and the scenarios here know the name. */
const USUAL_TYPE = "standard_12m";

/** All that is known of the trips of a feed. */
export interface FeedTrips {
  readonly trips: ReadonlyMap<string, BusTrip>;
  readonly times: ReadonlyMap<string, TripTimes>;
  readonly distances: TripDistances;
}

/** The blocks of a day on which such services run: their trips one after the other, from depot to depot. */
export function blocksOfDay(
  feed: FeedTrips,
  services: ReadonlySet<string>,
  options: ImportOptions,
  warnings: Warnings,
): ImportedRow[] {
  const byBlock = new Map<string, BusTrip[]>();
  for (const trip of feed.trips.values()) {
    if (!services.has(trip.serviceId)) continue;
    const block = nameOfBlock(trip);
    const list = byBlock.get(block);
    if (list === undefined) byBlock.set(block, [trip]);
    else list.push(trip);
  }
  const departMin = ({ tripId }: BusTrip): number => feed.times.get(tripId)!.departMin;
  return [...byBlock.values()]
    .map((trips) => trips.toSorted((a, b) => departMin(a) - departMin(b) || a.line - b.line))
    .map((trips) => blockOf(trips, feed, options, warnings))
    .toSorted((a, b) => a.from.minutes - b.from.minutes || a.line - b.line);
}

/** @param trips of one block, in order */
function blockOf(
  trips: readonly BusTrip[],
  { times, distances }: FeedTrips,
  options: ImportOptions,
  warnings: Warnings,
): ImportedRow {
  const first = times.get(trips[0]!.tripId)!;
  let arriveMin = first.arriveMin;
  let lastStop = first.stopIds[0]!;
  let km = 2 * options.deadheadKm;
  for (const [i, { tripId, line }] of trips.entries()) {
    const trip = times.get(tripId)!;
    if (i > 0 && trip.departMin < arriveMin) {
      warnings.add(
        "a trip begins before the one before it in its block has ended, in trips.txt",
        line,
      );
    }
    arriveMin = Math.max(arriveMin, trip.arriveMin);
    km += distances.between(lastStop, trip.stopIds[0]!) + distances.km.get(tripId)!;
    lastStop = trip.stopIds.at(-1)!;
  }
  return {
    line: trips[0]!.line,
    vehicleId: null,
    vehicleType: options.vehicleType ?? USUAL_TYPE,
    depot: options.depot,
    serviceDay: null,
    from: { date: null, minutes: first.departMin - options.pullOutMin },
    to: { date: null, minutes: arriveMin + options.pullInMin },
    distanceKm: km,
    energyKwh: null,
    blockId: nameOfBlock(trips[0]!),
    stay: null,
  };
}

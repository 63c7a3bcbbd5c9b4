import { InputProblem } from "../../scenario/index.ts";
import { distanceUnit, type Unit } from "../distanceUnit.ts";
import type { Warnings } from "../warnings.ts";
import type { BusTrip } from "./busTrips.ts";
import type { Feed } from "./feed.ts";
import { type ShapeLength, shapeLengths } from "./shapeLengths.ts";
import { stopPlaces } from "./stopPlaces.ts";
import type { TripTimes } from "./tripTimes.ts";
import { type Coordinates, wayKm } from "./wayKm.ts";

/** Roads between one stop and the next, by the straight line between them (estimate). */
const STOP_DETOUR = 1.15;
/** Roads between the end of a trip and the start of the next, by the straight line (estimate). */
const DEADHEAD_DETOUR = 1.3;

/** How far trips go. */
export interface TripDistances {
  /** By trip. */
  readonly km: ReadonlyMap<string, number>;
  /** From the last stop of a trip to the first of the next. */
  readonly between: (from: string, to: string) => number;
  /** Where distances come from, for people. */
  readonly how: string;
}

/**
 * How far trips go: along their shape, of which a trip may be a part; else by the distance
 * that stop_times.txt gives; else along straight lines between stops.
 * @throws InputProblem for a trip of which nothing of that is known
 */
export async function tripDistances(
  feed: Feed,
  trips: ReadonlyMap<string, BusTrip>,
  times: ReadonlyMap<string, TripTimes>,
  unit: Unit | null,
  warnings: Warnings,
): Promise<TripDistances> {
  const wanted = new Set([...trips.values()].flatMap(({ shapeId }) => shapeId ?? []));
  const shapes = await shapeLengths(feed, wanted);
  const places = await stopPlaces(feed);
  const travelled = travelledKm(feed, trips, times, shapes, unit, warnings);
  const counts = { shapes: 0, travelled: 0, lines: 0 };
  const km = new Map<string, number>();
  for (const [tripId, { line, shapeId }] of trips) {
    const { stopIds, travelled: ends } = times.get(tripId)!;
    const shape = shapeId === null ? undefined : shapes.get(shapeId);
    const given = travelled.km.get(tripId);
    if (shape !== undefined) {
      counts.shapes++;
      km.set(tripId, shape.km * shareOf(shape, ends));
    } else if (given !== undefined) {
      counts.travelled++;
      km.set(tripId, given);
    } else {
      counts.lines++;
      km.set(tripId, STOP_DETOUR * wayKm(placesOf(feed, line, tripId, stopIds, places)));
    }
  }
  return { km, between: betweenStops(places, warnings), how: howText(counts, travelled.how) };
}

/** The part of a shape that a trip makes. */
function shareOf(
  { travelled }: ShapeLength,
  [first, last]: readonly [number | null, number | null],
): number {
  if (travelled === null || first === null || last === null || last <= first) return 1;
  return Math.min(1, (last - first) / travelled);
}

/** Kilometres of trips that have no shape, where stop_times.txt gives them. */
function travelledKm(
  feed: Feed,
  trips: ReadonlyMap<string, BusTrip>,
  times: ReadonlyMap<string, TripTimes>,
  shapes: ReadonlyMap<string, ShapeLength>,
  given: Unit | null,
  warnings: Warnings,
): { km: ReadonlyMap<string, number>; how: string } {
  const measures = [...trips].flatMap(([tripId, { shapeId }]) => {
    const { line, departMin, arriveMin, travelled } = times.get(tripId)!;
    const [first, last] = travelled;
    const hasShape = shapeId !== null && shapes.has(shapeId);
    if (hasShape || first === null || last === null || last <= first) return [];
    return [{ tripId, line, distance: last - first, hours: (arriveMin - departMin) / 60 }];
  });
  if (measures.length === 0) return { km: new Map(), how: "" };
  const hint = {
    given,
    usual: "km",
    usualBy: "shape_dist_traveled, which has no unit of its own,",
  } as const;
  const unit = distanceUnit(feed.path("stop_times.txt"), measures, hint, warnings);
  return {
    km: new Map(measures.map(({ tripId, distance }) => [tripId, distance * unit.kmPerUnit])),
    how: unit.how,
  };
}

function placesOf(
  feed: Feed,
  line: number,
  tripId: string,
  stopIds: readonly string[],
  places: ReadonlyMap<string, Coordinates>,
): Coordinates[] {
  return stopIds.map((stopId) => {
    const place = places.get(stopId);
    if (place !== undefined) return place;
    throw new InputProblem({
      place: { file: feed.path("trips.txt"), line },
      message:
        `how far the trip ${tripId} goes is not known: it has no shape, ` +
        `no shape_dist_traveled, and its stop ${stopId} no coordinates`,
      mend: "add one of them: stop_lat and stop_lon in stops.txt will do",
    });
  });
}

function betweenStops(
  places: ReadonlyMap<string, Coordinates>,
  warnings: Warnings,
): TripDistances["between"] {
  return (from, to) => {
    if (from === to) return 0;
    const [a, b] = [places.get(from), places.get(to)];
    if (a !== undefined && b !== undefined) return DEADHEAD_DETOUR * wayKm([a, b]);
    warnings.add(
      "ways between trips without passengers are not in the distances: stops have no coordinates",
    );
    return 0;
  };
}

function howText(
  counts: { readonly shapes: number; readonly travelled: number; readonly lines: number },
  travelled: string,
): string {
  return [
    counts.shapes > 0 ? `${counts.shapes} trips along shapes.txt` : "",
    counts.travelled > 0 ? `${counts.travelled} trips by shape_dist_traveled (${travelled})` : "",
    counts.lines > 0
      ? `${counts.lines} trips by straight lines between stops × ${STOP_DETOUR}, an estimate`
      : "",
    `ways between trips by straight lines × ${DEADHEAD_DETOUR}, an estimate`,
  ]
    .filter((text) => text !== "")
    .join("; ");
}

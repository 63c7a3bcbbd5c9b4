import { InputProblem, type Preset, type Row } from "../../scenario/index.ts";
import type { BusTrip } from "./busTrips.ts";
import type { Feed } from "./feed.ts";

const stopTimes: Preset<"trip" | "arrival" | "departure" | "stop" | "sequence" | "travelled"> = {
  what: "stop_times.txt",
  columns: {
    trip: ["trip_id"],
    arrival: ["arrival_time"],
    departure: ["departure_time"],
    stop: ["stop_id"],
    sequence: ["stop_sequence"],
    travelled: ["shape_dist_traveled"],
  },
  required: ["trip", "arrival", "departure", "stop", "sequence"],
};

/** A stop of a trip; times are minutes of the service day, null where the feed leaves them out. */
interface StopTime {
  readonly line: number;
  readonly sequence: number;
  readonly stopId: string;
  readonly arrivalMin: number | null;
  readonly departureMin: number | null;
  readonly travelled: number | null;
}

/** When and where a trip goes. */
export interface TripTimes {
  /** Of its first stop in stop_times.txt. */
  readonly line: number;
  readonly departMin: number;
  readonly arriveMin: number;
  /** In order. */
  readonly stopIds: readonly string[];
  /** Distance along its shape at the first and the last stop, in the feed's unit. */
  readonly travelled: readonly [first: number | null, last: number | null];
}

/** Times of trips, by their id. @throws InputProblem for a trip without them, or one that runs backwards */
export async function tripTimes(
  feed: Feed,
  trips: ReadonlyMap<string, BusTrip>,
): Promise<ReadonlyMap<string, TripTimes>> {
  const stops = new Map<string, StopTime[]>();
  // One string for each stop, however many rows name it.
  const stopIds = new Map<string, string>();
  for await (const { row, at } of feed.rows(stopTimes)) {
    const trip = trips.get(row.text(at.trip));
    if (trip === undefined) continue;
    const stopId = row.text(at.stop);
    if (!stopIds.has(stopId)) stopIds.set(stopId, stopId);
    const stop: StopTime = {
      line: row.line,
      sequence: row.amount(at.sequence, "a stop sequence", 1e9),
      stopId: stopIds.get(stopId)!,
      arrivalMin: minutesAt(row, at.arrival),
      departureMin: minutesAt(row, at.departure),
      travelled: row.text(at.travelled) === "" ? null : row.amount(at.travelled, "distance", 1e9),
    };
    const list = stops.get(trip.tripId);
    if (list === undefined) stops.set(trip.tripId, [stop]);
    else list.push(stop);
  }
  return new Map(
    [...trips.values()].map((trip) => [
      trip.tripId,
      timesOf(feed, trip, stops.get(trip.tripId) ?? []),
    ]),
  );
}

function minutesAt(row: Row, position: number): number | null {
  if (row.text(position) === "") return null;
  const { date, minutes } = row.time(position);
  if (date === null) return minutes;
  throw row.flaw(position, `found "${row.text(position)}", expected a time like 25:10:00`);
}

function timesOf(feed: Feed, { tripId, line }: BusTrip, stops: readonly StopTime[]): TripTimes {
  const inOrder = stops.toSorted((a, b) => a.sequence - b.sequence);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (first === undefined || last === undefined || inOrder.length < 2) {
    throw new InputProblem({
      place: { file: feed.path("trips.txt"), line },
      message: `the trip ${tripId} has ${inOrder.length === 0 ? "no stop" : "only one stop"} in stop_times.txt`,
      mend: "a trip needs a first and a last stop",
    });
  }
  const departMin = first.departureMin ?? first.arrivalMin;
  const arriveMin = last.arrivalMin ?? last.departureMin;
  if (departMin === null || arriveMin === null) {
    throw new InputProblem({
      place: {
        file: feed.path("stop_times.txt"),
        line: departMin === null ? first.line : last.line,
      },
      message: `the trip ${tripId} has no time at its ${departMin === null ? "first" : "last"} stop`,
      mend: "the first and the last stop need one, those between may go without",
    });
  }
  if (arriveMin < departMin) {
    throw new InputProblem({
      place: { file: feed.path("stop_times.txt"), line: last.line },
      message: `the trip ${tripId} ends before it begins`,
      mend: "times after midnight are written as 25:10:00",
    });
  }
  return {
    line: first.line,
    departMin,
    arriveMin,
    stopIds: inOrder.map(({ stopId }) => stopId),
    travelled: [first.travelled, last.travelled],
  };
}

import type { Preset } from "../../scenario/index.ts";
import { coordinatesAt } from "./coordinatesAt.ts";
import type { Feed } from "./feed.ts";
import type { Coordinates } from "./wayKm.ts";

const stops: Preset<"stop" | "latitude" | "longitude"> = {
  what: "stops.txt",
  columns: { stop: ["stop_id"], latitude: ["stop_lat"], longitude: ["stop_lon"] },
  required: ["stop", "latitude", "longitude"],
};

/** Where stops are, by their id; those without coordinates are left out. */
export async function stopPlaces(feed: Feed): Promise<ReadonlyMap<string, Coordinates>> {
  const places = new Map<string, Coordinates>();
  for await (const { row, at } of feed.rowsIfAny(stops)) {
    if (row.text(at.latitude) === "" && row.text(at.longitude) === "") continue;
    places.set(row.name(at.stop), coordinatesAt(row, at));
  }
  return places;
}

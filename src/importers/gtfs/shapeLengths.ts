import type { Preset } from "../../scenario/index.ts";
import { coordinatesAt } from "./coordinatesAt.ts";
import type { Feed } from "./feed.ts";
import { type Coordinates, wayKm } from "./wayKm.ts";

const shapes: Preset<"shape" | "latitude" | "longitude" | "sequence" | "travelled"> = {
  what: "shapes.txt",
  columns: {
    shape: ["shape_id"],
    latitude: ["shape_pt_lat"],
    longitude: ["shape_pt_lon"],
    sequence: ["shape_pt_sequence"],
    travelled: ["shape_dist_traveled"],
  },
  required: ["shape", "latitude", "longitude", "sequence"],
};

/** A way as it is drawn on a map. */
export interface ShapeLength {
  readonly km: number;
  /** The same in the feed's own unit; null where it does not say. */
  readonly travelled: number | null;
}

interface Point {
  readonly sequence: number;
  readonly place: Coordinates;
  readonly travelled: number | null;
}

/** Lengths of the shapes that are wanted, by their id. */
export async function shapeLengths(
  feed: Feed,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ShapeLength>> {
  const points = new Map<string, Point[]>();
  for await (const { row, at } of feed.rowsIfAny(shapes)) {
    const shapeId = row.text(at.shape);
    if (!wanted.has(shapeId)) continue;
    const point: Point = {
      sequence: row.amount(at.sequence, "a sequence", 1e9),
      place: coordinatesAt(row, at),
      travelled: row.text(at.travelled) === "" ? null : row.amount(at.travelled, "distance", 1e9),
    };
    const list = points.get(shapeId);
    if (list === undefined) points.set(shapeId, [point]);
    else list.push(point);
  }
  return new Map([...points].map(([shapeId, list]) => [shapeId, lengthOf(list)]));
}

function lengthOf(points: readonly Point[]): ShapeLength {
  const inOrder = points.toSorted((a, b) => a.sequence - b.sequence);
  const first = inOrder[0]!.travelled;
  const last = inOrder.at(-1)!.travelled;
  return {
    km: wayKm(inOrder.map(({ place }) => place)),
    travelled: first === null || last === null || last <= first ? null : last - first,
  };
}

import { cos } from "../../engine/index.ts";

/** A place on earth [degrees]. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth (IUGG). */
const EARTH_KM = 6371.0088;
const RADIANS_PER_DEGREE = Math.PI / 180;

/**
 * As the crow flies, on the plane that touches the earth between the two (equirectangular
 * projection): for stops of a bus within 0.01 % of the great circle, and without functions
 * that differ between machines.
 */
export function crowKm(a: Coordinates, b: Coordinates): number {
  const north = (b.latitude - a.latitude) * RADIANS_PER_DEGREE;
  // Across the date line the short way.
  const turn = ((b.longitude - a.longitude + 540) % 360) - 180;
  const east =
    turn * RADIANS_PER_DEGREE * cos(((a.latitude + b.latitude) / 2) * RADIANS_PER_DEGREE);
  return EARTH_KM * Math.sqrt(north * north + east * east);
}

/** Along places, one after the other. */
export function wayKm(places: readonly Coordinates[]): number {
  return places.reduce((sum, place, i) => (i === 0 ? 0 : sum + crowKm(places[i - 1]!, place)), 0);
}

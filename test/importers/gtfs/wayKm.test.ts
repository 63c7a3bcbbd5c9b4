import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Coordinates, crowKm, wayKm } from "../../../src/importers/gtfs/wayKm.ts";

/** Haversine formula on the sphere. */
function haversineKm(a: Coordinates, b: Coordinates): number {
  const rad = Math.PI / 180;
  const north = Math.sin(((b.latitude - a.latitude) * rad) / 2);
  const east = Math.sin(((b.longitude - a.longitude) * rad) / 2);
  const h = north * north + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * east * east;
  return 2 * 6371.0088 * Math.asin(Math.sqrt(h));
}

describe("distances between stops", () => {
  it("are those of the great circle", () => {
    const place = fc.record({
      latitude: fc.double({ min: -65, max: 65, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    const step = fc.double({ min: -0.04, max: 0.04, noNaN: true });
    fc.assert(
      fc.property(place, step, step, (a, north, east) => {
        const b = { latitude: a.latitude + north, longitude: a.longitude + east };
        const exact = haversineKm(a, b);
        expect(Math.abs(crowKm(a, b) - exact)).toBeLessThan(1e-4 * exact + 1e-7);
      }),
      { numRuns: 1000 },
    );
  });

  it("go the short way across the date line", () => {
    const [west, east] = [179.99, -179.99].map((longitude) => ({ latitude: -17, longitude }));
    expect(crowKm(west!, east!)).toBeCloseTo(haversineKm(west!, east!), 4);
    expect(crowKm(east!, west!)).toBeCloseTo(crowKm(west!, east!), 9);
  });

  it("add up along a way", () => {
    const places = [0, 1, 3].map((i) => ({ latitude: 52 + i / 100, longitude: 13 }));
    expect(wayKm(places)).toBeCloseTo((0.03 * Math.PI * 6371.0088) / 180, 6);
    expect(wayKm([])).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { datedTime } from "../../../src/importers/gtfs/datedTime.ts";
import { Zone } from "../../../src/operations/index.ts";

const HOUR_MS = 3_600_000;

/** Dates around those on which these zones change their clocks in 2026, and one of summer. */
const dates = [
  "03-28",
  "03-29",
  "04-04",
  "04-05",
  "09-05",
  "10-03",
  "10-04",
  "10-24",
  "10-25",
  "07-01",
];

describe("a time of a service day, as a clock on the wall shows it", () => {
  // Berlin puts clocks by an hour, Lord Howe by half of one, Santiago at midnight.
  it.each([
    ["Europe/Berlin", 60],
    ["Australia/Lord_Howe", 30],
    ["America/Santiago", 60],
    ["Asia/Kathmandu", 0],
  ])("means the same instant, or a moved one on the safe side: %s", (name, shownTwiceMin) => {
    const zone = new Zone(name);
    for (const direction of ["down", "up"] as const) {
      const moved = new Set<number>();
      for (const date of dates.map((day) => `2026-${day}`)) {
        for (let minutes = -120; minutes <= 40 * 60; minutes += 10) {
          const exactMs = zone.ofServiceTime(date, minutes);
          const { time, isMoved } = datedTime(zone, date, minutes, direction);
          expect(time.minutes).toBeLessThan(1440);
          const readMs = zone.ofWallTime(time.date!, time.minutes);
          const byMs = direction === "up" ? readMs - exactMs : exactMs - readMs;
          expect(byMs).toBeGreaterThanOrEqual(0);
          expect(byMs).toBeLessThanOrEqual(HOUR_MS);
          expect(isMoved).toBe(byMs > 0);
          if (isMoved) moved.add(exactMs);
        }
      }
      expect(moved.size).toBe(shownTwiceMin / 10);
    }
  });

  it("has seconds, and none that are not whole", () => {
    const { time } = datedTime(new Zone("Europe/Berlin"), "2026-03-02", 300 - 7.33, "down");
    expect(Math.round(time.minutes * 60)).toBe(292 * 60 + 40);
  });
});

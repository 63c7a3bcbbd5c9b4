import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, Zone } from "../../src/operations/index.ts";
import { HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const berlin = new Zone("Europe/Berlin");
const names = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"];
const zones = new Map(names.map((name) => [name, new Zone(name)]));
const dates = fc.integer({ min: 0, max: 3650 }).map((days) => addDays("2024-01-01", days));

/** Hours from local midnight to minute 0 of the service day. */
const beside = (date: string): number =>
  (berlin.ofServiceTime(date, 0) - berlin.ofWallTime(date, 0)) / HOUR_MS;

describe("service times", () => {
  it("are minutes after noon minus twelve hours, on days of any length", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        dates,
        fc.integer({ min: -1440, max: 4320 }),
        (name, date, minutes) => {
          const zone = zones.get(name)!;
          const atMs = zone.ofServiceTime(date, minutes);
          const noonMs = atMs - (minutes - 720) * MINUTE_MS;
          expect(zone.iso(noonMs).slice(0, 19)).toBe(`${date}T12:00:00`);
        },
      ),
    );
  });

  it("never run backwards, not even where clocks do", () => {
    for (let minutes = -1440; minutes < 4320; minutes += 15) {
      const stepMs =
        berlin.ofServiceTime("2026-10-24", minutes + 15) -
        berlin.ofServiceTime("2026-10-24", minutes);
      expect(stepMs).toBe(15 * MINUTE_MS);
    }
  });

  it("and wall times are the same on a day without a change of clocks", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
        expect(berlin.ofServiceTime("2026-06-15", minutes)).toBe(
          berlin.ofWallTime("2026-06-15", minutes),
        );
      }),
    );
  });

  it("begin an hour beside midnight where the clock changes that morning", () => {
    // Twelve hours before noon it is 23:00 the day before, or 01:00.
    expect(beside("2026-03-29")).toBe(-1);
    expect(beside("2026-10-25")).toBe(1);
    expect(beside("2026-03-30")).toBe(0);
  });

  it("after 24:00 of the evening before a change are what a watch that nobody sets shows", () => {
    // 27:00 of the Saturday: 15 h after its noon, when clocks show 04:00 in spring, 02:00 in autumn.
    expect(berlin.iso(berlin.ofServiceTime("2026-03-28", 27 * 60))).toBe(
      "2026-03-29T04:00:00+02:00",
    );
    expect(berlin.iso(berlin.ofServiceTime("2026-10-24", 27 * 60))).toBe(
      "2026-10-25T02:00:00+01:00",
    );
  });
});

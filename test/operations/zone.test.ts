import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, Zone } from "../../src/operations/index.ts";
import { HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const names = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Pacific/Apia",
  "Africa/Casablanca",
];
const zones = new Map(names.map((name) => [name, new Zone(name)]));

/** What a wall clock shows, asked of the platform in its own words. */
const clocks = new Map(
  names.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }),
  ]),
);

function shown(name: string, atMs: number): string {
  return clocks.get(name)!.format(atMs).replace(" ", "T");
}

function dateTime(date: string, minutes: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE_MS).toISOString().slice(0, 19);
}

const zoneNames = fc.constantFrom(...names);
const instants = fc
  .integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((atMs) => Math.floor(atMs / 1000) * 1000);
const dates = fc
  .integer({ min: Date.UTC(2012, 0, 2), max: Date.UTC(2039, 11, 30) })
  .map((atMs) => new Date(atMs).toISOString().slice(0, 10));

describe("zone", () => {
  it("shows what the platform's own clock shows, at any instant of any zone", () => {
    fc.assert(
      fc.property(zoneNames, instants, (name, atMs) => {
        const zone = zones.get(name)!;
        expect(zone.iso(atMs).slice(0, 19)).toBe(shown(name, atMs));
        expect(zone.date(atMs)).toBe(shown(name, atMs).slice(0, 10));
        expect(Date.parse(zone.iso(atMs))).toBe(atMs);
      }),
      { numRuns: 2000 },
    );
  });

  it("finds the first instant at which a clock shows a time, or what clocks are put forward by", () => {
    const minutes = fc.integer({ min: -1440, max: 3000 });
    fc.assert(
      fc.property(zoneNames, dates, minutes, (name, date, minute) => {
        const found = zones.get(name)!.ofWallTime(date, minute);
        const wanted = dateTime(date, minute);
        const asUtcMs = Date.parse(`${wanted}Z`);
        // Every offset on earth is a multiple of 15 min from −12 h to +14 h.
        const offsets = Array.from({ length: 105 }, (_, i) => (14 * 60 - i * 15) * MINUTE_MS);
        const all = offsets.map((o) => asUtcMs - o).filter((atMs) => shown(name, atMs) === wanted);
        if (all.length > 0) {
          expect(found).toBe(all[0]);
          return;
        }
        // A gap: no clock shows it, and one shows that much more at the instant found.
        const gapMs = Date.parse(`${shown(name, found)}Z`) - asUtcMs;
        expect(gapMs).toBeGreaterThan(0);
        const before = Date.parse(`${shown(name, found - gapMs)}Z`) - (found - gapMs);
        expect(found).toBe(asUtcMs - before);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["Europe/Berlin", "2026-03-29", 23],
    ["Europe/Berlin", "2026-10-25", 25],
    ["Europe/Berlin", "2026-10-26", 24],
    ["America/New_York", "2026-03-08", 23],
    ["America/New_York", "2026-11-01", 25],
    ["Australia/Lord_Howe", "2026-10-04", 23.5],
    ["Australia/Lord_Howe", "2026-04-05", 24.5],
  ])("has %s's %s last %f hours", (name, date, hours) => {
    const zone = zones.get(name)!;
    const lastedMs = zone.ofWallTime(addDays(date, 1), 0) - zone.ofWallTime(date, 0);
    expect(lastedMs).toBe(hours * HOUR_MS);
  });

  it.each([
    // Clocks skip 02:00 to 03:00, then show 02:00 to 03:00 twice.
    ["Europe/Berlin", "2026-03-29", 150, "2026-03-29T03:30:00+02:00"],
    ["Europe/Berlin", "2026-03-29", 119, "2026-03-29T01:59:00+01:00"],
    ["Europe/Berlin", "2026-10-25", 150, "2026-10-25T02:30:00+02:00"],
    ["Europe/Berlin", "2026-10-25", 180, "2026-10-25T03:00:00+01:00"],
    ["America/New_York", "2026-03-08", 150, "2026-03-08T03:30:00-04:00"],
    ["America/New_York", "2026-11-01", 90, "2026-11-01T01:30:00-04:00"],
    ["Australia/Lord_Howe", "2026-10-04", 135, "2026-10-04T02:45:00+11:00"],
    ["Australia/Lord_Howe", "2026-04-05", 105, "2026-04-05T01:45:00+11:00"],
    ["Asia/Kathmandu", "2026-04-05", 0, "2026-04-05T00:00:00+05:45"],
    ["America/St_Johns", "2026-01-05", -30, "2026-01-04T23:30:00-03:30"],
  ])("places the wall time of %s on %s at minute %i", (name, date, minutes, iso) => {
    const zone = zones.get(name)!;
    expect(zone.iso(zone.ofWallTime(date, minutes))).toBe(iso);
  });

  it("refuses a zone that is none", () => {
    expect(() => new Zone("Europe/Atlantis")).toThrow(RangeError);
  });

  it("adds days over months, leap years and the new year", () => {
    expect(addDays("2026-01-31", 1)).toBe("2026-02-01");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(addDays("2100-02-28", 1)).toBe("2100-03-01");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-03-29", 366)).toBe("2027-03-30");
    expect(addDays("2026-03-29", 0)).toBe("2026-03-29");
  });
});

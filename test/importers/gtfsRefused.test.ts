import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { changedFeed, feedFolder, feedTables } from "../support/gtfsFeed.ts";
import { imports, refusal } from "../support/importing.ts";

const MONDAY = { from: "2026-03-02", to: "2026-03-02" } as const;
describe("feeds that cannot be used", () => {
  it("says how many trips are in no block, and what to do", async () => {
    const files = changedFeed("trips", "a2,A,", "a2,,");
    expect(await refusal("gtfs", files)).toMatch(
      /^feed\/trips\.txt:3 1 of 4 trips of buses have no block_id: .*--trips-as-blocks takes each such trip/,
    );
    const { rows } = await imports("gtfs", files, { ...MONDAY, tripsAsBlocks: true });
    expect(rows.map((row) => row["block_id"])).toEqual(["A", "trip a2", "B"]);
    const none = feedFolder({
      trips: feedTables["trips"]!.replaceAll(/^((?:\w+,){3})\w+/gm, "$1"),
    });
    expect(await refusal("gtfs", none)).toContain("4 of 4 trips of buses have no block_id");
  });

  it.each([
    [
      feedFolder({
        frequencies: "trip_id,start_time,end_time,headway_secs\na2,06:00:00,09:00:00,600\n",
      }),
      /^feed\/frequencies\.txt:2:1 trip_id: the trip a2 runs every so many minutes: which bus makes which run/,
    ],
    [
      changedFeed("agency", "Europe/Berlin", "Europe/Entenhausen"),
      /^feed\/agency\.txt:2:28 agency_timezone: found "Europe\/Entenhausen", expected a time zone like/,
    ],
    [
      changedFeed("calendar", "WD,1,1", "WD,1,yes"),
      /^feed\/calendar\.txt:2:6 tuesday: found "yes", expected a number of 0 or 1/,
    ],
    [
      changedFeed("calendar", "20260302", "20260230"),
      /^feed\/calendar\.txt:2:18 start_date: found "20260230", expected a date/,
    ],
    [
      changedFeed("calendar_dates", "20260304,2", "20260304,3"),
      /^feed\/calendar_dates\.txt:2:13 exception_type: found "3", expected 1/,
    ],
    [
      feedFolder({ calendar: null, calendar_dates: null }),
      /^feed\/calendar\.txt neither calendar\.txt nor calendar_dates\.txt/,
    ],
    [
      changedFeed("stop_times", "25:10:30", "soon"),
      /^feed\/stop_times\.txt:5:4 arrival_time: found "soon", expected a time/,
    ],
    [
      changedFeed("stop_times", "a1,05:30:00,05:30:00", "a1,04:30:00,04:30:00"),
      /^feed\/stop_times\.txt:3 the trip a1 ends before it begins/,
    ],
    [
      changedFeed("stop_times", "a1,05:00:00,05:00:00", "a1,,"),
      /^feed\/stop_times\.txt:2 the trip a1 has no time at its first stop/,
    ],
    [
      changedFeed("stop_times", "a2,9:00:00", "a9,9:00:00"),
      /^feed\/trips\.txt:3 the trip a2 has only one stop/,
    ],
    [
      changedFeed("stops", "52.40", "152.40"),
      /^feed\/stops\.txt:2:9 stop_lat: found "152\.40", expected degrees, -90 to 90/,
    ],
    [
      changedFeed("trips", "r1,WD,a2", "r1,WD,a1"),
      /^feed\/trips\.txt:3:7 trip_id: the trip a1 is in line 2, too/,
    ],
    [
      changedFeed("trips", "trip_id", "tripid"),
      /^feed\/trips\.txt:1 found the columns .*there is no trip_id \(is tripid meant to be trip_id\?\)/,
    ],
    [feedFolder({ stop_times: null }), /^feed\/stop_times\.txt there is no such file/],
    [
      feedFolder({ routes: "route_id,route_type\nr1,0\nr2,2\n" }),
      /^feed\/trips\.txt no trip of a bus runs in that period/,
    ],
  ])("tells of what is wrong: %#", async (files, message) => {
    expect(await refusal("gtfs", files)).toMatch(message);
  });

  it("says which dates there are, for a period in which nothing runs", async () => {
    expect(await refusal("gtfs", feedFolder(), { from: "2027-01-01" })).toBe(
      "feed/calendar.txt no service runs from 2027-01-01 to 2027-01-01 (the feed's own dates are 2026-03-02 to 2026-03-29)",
    );
  });

  it("refuses archives that are none, hold no feed, or would fill the memory", async () => {
    const text = new TextEncoder();
    expect(
      await refusal("gtfs", { "feed.zip": text.encode("no archive at all, although rather long") }),
    ).toMatch(/^feed\.zip this is no zip archive that can be unpacked/);
    expect(
      await refusal("gtfs", { "feed.zip": zipSync({ "readme.txt": text.encode("hello") }) }),
    ).toMatch(/^feed\.zip there is no trips\.txt in it/);
    const tables = Object.fromEntries(
      Object.entries(feedTables).map(([name, table]) => [`${name}.txt`, text.encode(table)]),
    );
    const bomb = zipSync({ ...tables, "stop_times.txt": new Uint8Array(20_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal("gtfs", { "feed.zip": bomb })).toMatch(
      /^feed\.zip\/stop_times\.txt would be 20 MB when unpacked, from 1 MB/,
    );
  });

  it("warns of trips of one block that overlap", async () => {
    const { report } = await imports(
      "gtfs",
      changedFeed("stop_times", "a2,9:00:00,9:00:00", "a2,05:10:00,05:10:00"),
      MONDAY,
    );
    expect(report.warnings.join()).toContain("has ended, in trips.txt (line 3)");
  });
});

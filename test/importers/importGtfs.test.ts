import { describe, expect, it } from "vitest";
import { changedFeed, feedFolder, feedTables, feedZip } from "../support/gtfsFeed.ts";
import { imports, refusal } from "../support/importing.ts";
import { spoiled } from "../support/soundDepot.ts";

const MONDAY = { from: "2026-03-02", to: "2026-03-02" } as const;
/** 0.09° of a meridian on a sphere of IUGG's mean radius [km]. */
const CROW_KM = (0.09 * Math.PI * 6371.0088) / 180;

describe("a GTFS feed", () => {
  it("becomes blocks with dates of their own, over midnight and with ways from and to the depot", async () => {
    const { rows, report } = await imports("gtfs", feedFolder(), {
      ...MONDAY,
      pullOutMin: 12,
      pullInMin: 7.5,
      deadheadKm: 4,
      depot: "East",
      vehicleType: "A18",
    });
    const km = (trips: number, empty: number): string =>
      String(Math.round((trips * CROW_KM * 1.15 + empty * CROW_KM * 1.3 + 8) * 1000) / 1000);
    expect(rows).toEqual([
      {
        block_id: "A",
        depot: "East",
        vehicle_class: "A18",
        depart_depot: "2026-03-02 04:48",
        return_depot: "2026-03-03 01:18",
        distance_km: km(3, 0),
      },
      {
        block_id: "B",
        depot: "East",
        vehicle_class: "A18",
        depart_depot: "2026-03-02 09:48",
        return_depot: "2026-03-02 10:37:30",
        distance_km: km(1, 0),
      },
    ]);
    expect(report).toMatchObject({
      read: "4 trips",
      rows: 2,
      timezone: "Europe/Berlin",
      period: { from: "2026-03-02", to: "2026-03-02" },
      warnings: [],
    });
    expect(report.distance).toContain(
      "4 trips by straight lines between stops × 1.15, an estimate",
    );
  });

  it("runs as its calendar and the exceptions to it say", async () => {
    const { rows } = await imports("gtfs", feedFolder(), { from: "2026-03-02", to: "2026-03-09" });
    const datesOf = (block: string): string[] =>
      rows
        .filter((row) => row["block_id"] === block)
        .map((row) => row["depart_depot"]!.slice(8, 10));
    // Wednesday the 4th is taken out, Saturday the 7th put in.
    expect(datesOf("A")).toEqual(["02", "03", "05", "06", "07", "09"]);
    expect(datesOf("B")).toEqual(["02", "03", "04", "05", "06", "07", "08", "09"]);
  });

  it("says when a period reaches beyond its dates", async () => {
    const beyond = "the feed's own dates are 2026-03-02 to 2026-03-29: nothing runs beyond them";
    const within = await imports("gtfs", feedFolder(), { from: "2026-03-02", to: "2026-03-29" });
    expect(within.report.warnings).not.toContain(beyond);
    const { report } = await imports("gtfs", feedFolder(), {
      from: "2026-03-28",
      to: "2026-04-01",
    });
    expect(report.warnings).toContain(beyond);
    expect(report.period).toEqual({ from: "2026-03-28", to: "2026-03-29" });
    expect(report.depots).toEqual([]);
  });

  it("has a code for each kind of day when no period is given", async () => {
    const { rows, report } = await imports("gtfs", feedFolder());
    expect(
      rows.map((row) => [
        row["service_day"],
        row["block_id"],
        row["depart_depot"],
        row["return_depot"],
      ]),
    ).toEqual([
      ["D1", "A", "05:00", "25:10:30"],
      ["D1", "B", "10:00", "10:30"],
      ["D2", "B", "10:00", "10:30"],
    ]);
    expect(report.serviceDays.map(({ name, dates }) => [name, dates?.length, dates?.[0]])).toEqual([
      ["D1", 20, "2026-03-02"],
      ["D2", 8, "2026-03-04"],
    ]);
    const asked = await imports("gtfs", feedFolder(), { ...MONDAY, asServiceDays: true });
    expect(asked.rows.map((row) => row["service_day"])).toEqual(["D1", "D1"]);
  });

  it("may begin before midnight of its day", async () => {
    const early = feedFolder({
      stop_times: feedTables["stop_times"]!.replaceAll("05:00:00", "00:03:00"),
    });
    const coded = await imports("gtfs", early, { pullOutMin: 10 });
    expect(coded.rows[0]!["depart_depot"]).toBe("-00:07");
    const dated = await imports("gtfs", early, { ...MONDAY, pullOutMin: 10 });
    expect(dated.rows[0]!["depart_depot"]).toBe("2026-03-01 23:53");
  });

  it("is the same in a folder, an archive, and a folder of an archive", async () => {
    const { csv } = await imports("gtfs", feedFolder());
    expect((await imports("gtfs", feedZip())).csv).toBe(csv);
    expect((await imports("gtfs", feedZip({}, "export/2026/"))).csv).toBe(csv);
  });

  it("may have a byte-order mark, line ends of Windows, and names in Windows-1252", async () => {
    const { csv } = await imports("gtfs", feedFolder());
    const windows = Object.fromEntries(
      Object.entries(feedTables).map(([name, text]) => [
        name,
        `\ufeff${text.replaceAll("\n", "\r\n")}`,
      ]),
    );
    expect((await imports("gtfs", feedFolder(windows))).csv).toBe(csv);
    const stops = spoiled(feedTables["stops"]!, "South", "Südbad");
    const files = {
      ...feedFolder(),
      "feed/stops.txt": Uint8Array.from(stops, (c) => c.charCodeAt(0)),
    };
    const german = await imports("gtfs", files);
    expect(german.csv).toBe(csv);
    expect(german.report.warnings).toContain("feed/stops.txt is read as Windows-1252");
  });

  it("may leave out calendar.txt, or calendar_dates.txt", async () => {
    const dates = "service_id,date,exception_type\nWD,20260302,1\nALL,20260302,1\nALL,20260305,1\n";
    const { rows } = await imports("gtfs", feedFolder({ calendar: null, calendar_dates: dates }));
    expect(rows.map((row) => row["service_day"])).toEqual(["D1", "D1", "D2"]);
    const plain = await imports("gtfs", feedFolder({ calendar_dates: null }));
    expect(plain.report.serviceDays.map(({ dates }) => dates?.length)).toEqual([20, 8]);
  });

  it("is cut to the blocks that serve a route, by its id or its short name", async () => {
    for (const route of ["r2", "20"]) {
      const { rows } = await imports("gtfs", feedFolder(), { ...MONDAY, routes: [route] });
      expect(rows.map((row) => row["block_id"])).toEqual(["B"]);
    }
    expect(await refusal("gtfs", feedFolder(), { routes: ["30"] })).toBe(
      'feed/routes.txt no route of buses is called "30" (routes are r1, 10, r2, 20)',
    );
  });

  it("leaves out what is no bus", async () => {
    const { rows, report } = await imports(
      "gtfs",
      changedFeed("routes", "r2,T,20,3", "r2,T,20,0"),
      MONDAY,
    );
    expect(rows.map((row) => row["block_id"])).toEqual(["A"]);
    expect(report.warnings).toContain("1 trips are left out: their routes are not of buses");
  });

  it("counts the way between two trips, where the second begins elsewhere", async () => {
    const elsewhere = spoiled(
      feedTables["stop_times"]!,
      "a2,9:30:00,9:30:00,S,9",
      "a2,9:30:00,9:30:00,M,9",
    );
    const stops = `${feedTables["stops"]}M,Middle,52.445,13.00\n`;
    const { rows } = await imports("gtfs", feedFolder({ stop_times: elsewhere, stops }), MONDAY);
    const km = CROW_KM * (2.5 * 1.15 + 0.5 * 1.3);
    expect(Number(rows[0]!["distance_km"])).toBeCloseTo(km, 3);
  });
});

describe("nights in which clocks are changed", () => {
  const night = spoiled(
    feedTables["calendar"]!,
    "ALL,1,1,1,1,1,1,1,20260302,20260329",
    "ALL,1,1,1,1,1,1,1,20260302,20261231",
  );
  const at = (depart: string, arrive: string) =>
    feedFolder({
      calendar: night,
      stop_times: spoiled(
        feedTables["stop_times"]!,
        "b1,10:00:00,10:00:00,S,1\nb1,10:30:00,10:30:00,N,2\n",
        `b1,${depart},${depart},S,1\nb1,${arrive},${arrive},N,2\n`,
      ),
    });
  const timesOn = async (date: string, depart: string, arrive: string) => {
    const { rows, report } = await imports("gtfs", at(depart, arrive), {
      from: date,
      routes: ["20"],
    });
    const row = rows.find(({ block_id: block }) => block === "B")!;
    return { times: [row["depart_depot"], row["return_depot"]], warnings: report.warnings };
  };

  it.each([
    // Noon minus twelve hours is 23:00 of the day before, or 01:00, on a day of 23 or 25 hours.
    ["2026-03-28", "25:30:00", "26:30:00", "2026-03-29 01:30", "2026-03-29 03:30"],
    ["2026-03-29", "05:00:00", "06:00:00", "2026-03-29 05:00", "2026-03-29 06:00"],
    ["2026-03-29", "01:30:00", "04:00:00", "2026-03-29 00:30", "2026-03-29 04:00"],
    ["2026-10-24", "25:30:00", "26:30:00", "2026-10-25 01:30", "2026-10-25 02:30"],
    ["2026-10-25", "00:30:00", "05:00:00", "2026-10-25 01:30", "2026-10-25 05:00"],
  ])("on %s %s to %s is %s to %s", async (date, depart, arrive, from, to) => {
    const { times, warnings } = await timesOn(date, depart, arrive);
    expect(times).toEqual([from, to]);
    expect(warnings.join()).not.toContain("twice");
  });

  it("moves what no clock can tell apart to the safe side, and says so", async () => {
    // 26:30 of the 24th is 02:30 for the first time, 27:15 is 02:15 for the second.
    const back = await timesOn("2026-10-24", "26:30:00", "27:15:00");
    expect(back.times).toEqual(["2026-10-25 02:30", "2026-10-25 03:00"]);
    const away = await timesOn("2026-10-24", "27:15:00", "28:30:00");
    expect(away.times).toEqual(["2026-10-25 02:59", "2026-10-25 03:30"]);
    expect(away.warnings.join()).toContain("on 2026-10-24 clocks show an hour twice");
  });
});

describe("distances of a GTFS feed", () => {
  const shape = (...points: readonly string[]): string =>
    `shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\n${points.join("\n")}\n`;
  const withShape = feedTables["trips"]!.replaceAll(/,$/gm, ",way");

  it("are along the shape, in whatever unit it is measured", async () => {
    // Out of order, there and back again: 20 km for every trip.
    const shapes = shape("way,52.40,13.00,9,", "way,52.40,13.00,1,", "way,52.49,13.00,4,");
    const { rows, report } = await imports(
      "gtfs",
      feedFolder({ trips: withShape, shapes }),
      MONDAY,
    );
    expect(Number(rows[1]!["distance_km"])).toBeCloseTo(2 * CROW_KM, 3);
    expect(report.distance).toContain("4 trips along shapes.txt");
  });

  it("are a part of the shape, where stops say which", async () => {
    // In feet, or whatever: the trip makes a quarter of it.
    const shapes = shape("way,52.40,13.00,1,0", "way,52.49,13.00,2,400");
    const stopTimes = feedTables["stop_times"]!.split("\n")
      .map((line, i) =>
        line === "" ? line : `${line},${i === 0 ? "shape_dist_traveled" : i % 2 === 1 ? 50 : 150}`,
      )
      .join("\n");
    const { rows } = await imports(
      "gtfs",
      feedFolder({ trips: withShape, shapes, stop_times: stopTimes }),
      MONDAY,
    );
    expect(Number(rows[1]!["distance_km"])).toBeCloseTo(CROW_KM / 4, 3);
  });

  it("are as stop_times.txt says, where there is no shape; its unit is told by speed", async () => {
    const travelled = (metres: number): string =>
      feedTables["stop_times"]!.split("\n")
        .map((line, i) =>
          line === ""
            ? line
            : `${line},${i === 0 ? "shape_dist_traveled" : i % 2 === 1 ? 0 : metres}`,
        )
        .join("\n");
    for (const [length, unit] of [
      [12_000, "m"],
      [12, "km"],
    ] as const) {
      const { rows, report } = await imports(
        "gtfs",
        feedFolder({ stop_times: travelled(length) }),
        MONDAY,
      );
      expect(rows[1]!["distance_km"]).toBe("12");
      expect(report.distance).toContain(`shape_dist_traveled (${unit}, `);
    }
    const miles = await imports("gtfs", feedFolder({ stop_times: travelled(10) }), {
      ...MONDAY,
      distanceUnit: "mi",
    });
    expect(miles.rows[1]!["distance_km"]).toBe("16.093");
    expect(
      await refusal("gtfs", feedFolder({ stop_times: travelled(12) }), { distanceUnit: "m" }),
    ).toBe(
      "feed/stop_times.txt:2 found distances that make a median of 0.024 km/h when taken as m " +
        "(lines 2, 6, 4 and 1 more), expected 3 to 80 km/h (an estimate) " +
        "(--distance-unit km would make a median of 24 km/h)",
    );
  });

  it("are refused where nothing is known of them", async () => {
    const stops = "stop_id,stop_name,stop_lat,stop_lon\nS,South,,\nN,North,52.49,13.00\n";
    expect(await refusal("gtfs", feedFolder({ stops }))).toMatch(
      /^feed\/trips\.txt:2 how far the trip a1 goes is not known: .* its stop S no coordinates/,
    );
  });
});

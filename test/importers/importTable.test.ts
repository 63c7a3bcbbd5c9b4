import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { imports, refusal } from "../support/importing.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { spoiled } from "../support/soundDepot.ts";

/** As a German planner's spreadsheet writes it. */
const german =
  "Umlauf;Wagentyp;Abfahrt;Rückkehr;Länge;Hof;Bemerkung\r\n" +
  "1;Gelenkbus;05:10;18:40;201,5;Süd;\r\n" +
  "2;Solobus;17:55;01:20;88,25;Süd;Nachtbus\r\n";

const columns = new Map([
  ["blockId", "umlauf"],
  ["vehicleType", "Wagentyp"],
  ["depart", "Abfahrt"],
  ["return", "Rückkehr"],
  ["distanceKm", "Länge"],
  ["depot", "Hof"],
]);

/** Bytes of Windows-1252, which for these letters are those of Unicode. */
function inWindows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

describe("tables with columns of other names", () => {
  const table =
    "block_id,depot,vehicle_class,depart_depot,return_depot,distance_km\n" +
    "1,Süd,Gelenkbus,05:10,18:40,201.5\n2,Süd,Solobus,17:55,25:20,88.25\n";

  it.each([
    ["UTF-8", german],
    ["UTF-8 with a byte-order mark", `\ufeff${german}`],
    ["letters that are composed", german.normalize("NFD")],
    ["Windows-1252", inWindows1252(german)],
  ])("are read as German spreadsheets write them: %s", async (_, content) => {
    const { csv, report } = await imports("blocks", content, { columns });
    expect(csv.normalize("NFC")).toBe(table);
    expect(report.columns.ignored).toEqual(["Bemerkung"]);
    expect(report.warnings).toContain("ends before it begins: taken as on the day after (line 3)");
  });

  it("may come in pieces, the first of which is plain", async () => {
    const bytes = inWindows1252(german);
    const pieces = () => Array.from(bytes, (byte) => Uint8Array.of(byte));
    const typed = new Map([...columns].filter(([field]) => field !== "return"));
    const plain = german.replace("Rückkehr", "return_depot");
    expect((await imports("blocks", pieces, { columns })).csv).toBe(table);
    expect((await imports("blocks", plain, { columns: typed })).csv).toBe(table);
  });

  it("may have dates as they are written in Germany", async () => {
    const dated = german
      .replace("05:10;18:40", "2.3.2026 5:10;02.03.2026 18:40:30")
      .replace("17:55;01:20", "02.03.2026 17:55;03.03.2026 01:20");
    const { rows, report } = await imports("blocks", dated, { columns });
    expect(rows.map((row) => [row["depart_depot"], row["return_depot"]])).toEqual([
      ["2026-03-02 05:10", "2026-03-02 18:40:30"],
      ["2026-03-02 17:55", "2026-03-03 01:20"],
    ]);
    expect(report.period).toEqual({ from: "2026-03-02", to: "2026-03-02" });
  });

  it("may have a date in a column of its own, for times before and after midnight, too", async () => {
    const text =
      "Betriebstag;Typ;ab;an;km\n02.03.2026;S12;-00:20;05:00;90\n2026-03-02;S12;17:55;25:20;88\n";
    const named = new Map([
      ["date", "Betriebstag"],
      ["vehicleType", "Typ"],
      ["depart", "ab"],
      ["return", "an"],
      ["distanceKm", "km"],
    ]);
    const { rows, report } = await imports("blocks", text, { columns: named });
    expect(rows.map((row) => [row["depart_depot"], row["return_depot"]])).toEqual([
      ["2026-03-01 23:40", "2026-03-02 05:00"],
      ["2026-03-02 17:55", "2026-03-03 01:20"],
    ]);
    expect(report.times).toEqual({ first: "2026-03-01 23:40", last: "2026-03-03 01:20" });
    const odd = spoiled(text, "02.03.2026", "Montag");
    expect(await refusal("blocks", odd, { columns: named })).toBe(
      'file.csv:2:1 Betriebstag: found "Montag", expected a date like 2026-03-02 or 02.03.2026',
    );
    const none = spoiled(text, "02.03.2026;", ";");
    expect(await refusal("blocks", none, { columns: named })).toContain(
      "found times without a date",
    );
  });

  it("may name no type where people do", async () => {
    const without = new Map([...columns].filter(([field]) => field !== "vehicleType"));
    const { rows } = await imports("blocks", german, { columns: without, vehicleType: "S12" });
    expect(rows.map((row) => row["vehicle_class"])).toEqual(["S12", "S12"]);
    expect(await refusal("blocks", german, { columns: without })).toMatch(
      /^file\.csv:2:1 no column names a vehicle type \(--column vehicleType=… says which does/,
    );
  });

  it("are in metres or miles, if so, and refused where they cannot be", async () => {
    const metres = german.replace("201,5", "201500").replace("88,25", "88250");
    expect((await imports("blocks", metres, { columns })).csv).toBe(table);
    const miles = await imports("blocks", german, { columns, distanceUnit: "mi" });
    expect(miles.rows[0]!["distance_km"]).toBe("324.283");
    expect(await refusal("blocks", metres, { columns, distanceUnit: "km" })).toContain(
      "--distance-unit m would make a median of 14.9 km/h",
    );
    const nonsense = german.replace("201,5", "0,0004").replace("88,25", "0,0001");
    expect(await refusal("blocks", nonsense, { columns })).toContain(
      "is it the column of distances, and are the times right?",
    );
  });

  it.each([
    [
      new Map([...columns, ["distance", "Länge"]]),
      "--column distance=Länge blocks have no distance, expected one of blockId, vehicleId, vehicleType, depart, return, distanceKm, energyKwh, depot, serviceDay, date (did you mean distanceKm?)",
    ],
    [
      new Map([...columns, ["depart", "Abfart"]]),
      'file.csv:1 there is no column "Abfart", which --column gives for depart (did you mean Abfahrt?)',
    ],
    [
      new Map(),
      "file.csv:1 found the columns Umlauf, Wagentyp, Abfahrt, Rückkehr, Länge, Hof, Bemerkung; for blocks there is no depart_depot, return_depot (say which they are: --column depart=… --column return=…)",
    ],
  ])("are refused with what would help: %#", async (wrong, message) => {
    expect(await refusal("blocks", german, { columns: wrong })).toBe(message);
  });

  it.each([
    ["05:10", "5 Uhr 10", 'file.csv:2:13 Abfahrt: found "5 Uhr 10", expected a time like'],
    [
      "05:10",
      "30.02.2026 05:10",
      'file.csv:2:13 Abfahrt: found "30.02.2026 05:10", which no calendar or clock shows',
    ],
    [
      "05:10;18:40",
      "24:10;24:40",
      "file.csv:3 found 01:20 after 17:55: it ends before it begins (write times after midnight as 25:10, as in line 2)",
    ],
    ["201,5", "1.201,5", 'file.csv:2:25 Länge: found "1.201,5", expected a number of km'],
    ["88,25", "", "file.csv:3 found neither distance nor energy"],
    [
      "05:10;18:40",
      "2026-03-02 05:10;2026-03-02 18:40",
      "file.csv:3 found times without a date, those of line 2 have one",
    ],
  ])("are refused with the line: %s → %s", async (sound, bad, message) => {
    const text = spoiled(german, sound, bad).replace("24:10;24:40", "24:10;24:40");
    expect(await refusal("blocks", text, { columns })).toContain(message);
  });
});

describe.skipIf(!hasSharedData)("recorded tables", () => {
  const nyc = "timetables/nyc_stif/nyc_2021-01_blocks.csv";
  const berlin = "timetables/berlin_eflips/berlin_2025-06-17_blocks.csv";
  const read = (name: string): string => readFileSync(sharedPath(name), "utf8");

  it.each([nyc, berlin])(
    "are the same under German names, separators and bytes: %s",
    async (name) => {
      const text = read(name);
      const [header = "", ...rows] = text.trimEnd().split("\n");
      const renamed = header
        .replace("block_id", "Umlauf")
        .replace("depart_depot", "Abfahrt")
        .replace("return_depot", "Rückkehr")
        .replace("distance_km", "Länge in km")
        .replace("vehicle_class", "Typ");
      const other = [renamed, ...rows]
        .map((line) => line.replaceAll(",", ";").replaceAll(/(\d)\.(\d)/g, "$1,$2"))
        .join("\r\n");
      const mapping = new Map([
        ["blockId", "Umlauf"],
        ["depart", "Abfahrt"],
        ["return", "Rückkehr"],
        ["distanceKm", "Länge in km"],
        ["vehicleType", "Typ"],
      ]);
      const plain = await imports("blocks", text);
      expect(plain.rows.length).toBe(rows.length);
      const mapped = await imports("blocks", inWindows1252(other), { columns: mapping });
      expect(mapped.csv).toBe(plain.csv);
    },
  );

  it("tell what is in them", async () => {
    const { report } = await imports("blocks", read(nyc));
    expect(report.depots.find(({ name }) => name === "MQ")).toEqual({ name: "MQ", rows: 1202 });
    expect(report.serviceDays.map(({ name }) => name)).toEqual([
      "WKD_SCHOOL_OPEN",
      "WKD_SCHOOL_CLOSED",
      "SATURDAY",
      "SUNDAY",
    ]);
    expect(report.times).toEqual({ first: "-00:53", last: "27:00" });
    expect(report.warnings).toEqual([]);
  });

  it.each([
    [nyc, ",03:50,", ",03:5O,", 'file.csv:2:21 depart_depot: found "03:5O", expected a time'],
    [berlin, ",25:10,", ",,", "file.csv:2:48 return_depot: found an empty cell, expected a time"],
  ])("are refused when broken: %s", async (name, sound, bad, message) => {
    expect(await refusal("blocks", spoiled(read(name), sound, bad))).toContain(message);
  });

  it("are stays, too", async () => {
    const text = read("timetables/derived_stays/nyc_OH_weekday_stays.csv");
    const { rows, report } = await imports("stays", text);
    expect(rows.length).toBe(151);
    expect(rows[0]).toMatchObject({
      vehicle_id: "S12-002",
      arrive_depot: "-10:12",
      depart_depot: "05:11",
      km_prev_block: "53.57",
      next_block_id: "30122343",
    });
    expect(report.distance).toContain("km a block");
    expect(await refusal("stays", text.replaceAll(".", ""), { distanceUnit: "km" })).toContain(
      "km a block when taken as km",
    );
  });
});

import { describe, expect, it } from "vitest";
import {
  depotYaml,
  load,
  problemInStays,
  problemWith,
  spoiled,
  staysCsv,
} from "../support/soundDepot.ts";

const times = "expected a time like 05:30, 25:10, -00:41 or 2026-03-02 05:30:00";

describe("rows of a timetable that cannot be", () => {
  it.each([
    [
      "25:10",
      "05:10",
      "2:14 depart_depot: found 05:10 after 18:00: the bus leaves before it arrives (times after midnight are written as 25:10)",
    ],
    ["25:10", "", `2:14 depart_depot: found an empty cell, ${times}`],
    ["25:10", "25:61", `2:14 depart_depot: found "25:61", ${times}`],
    ["18:00", "6:00 PM", `2:8 arrive_depot: found "6:00 PM", ${times}`],
    [
      "solo",
      "solow",
      '3:4 vehicle_class: found the vehicle type "solow", known are S12 (did you mean solo?)',
    ],
    [
      "solo",
      "coach",
      '3:4 vehicle_class: found the vehicle type "coach", known are S12 (add "coach" under vehicleTypes, or as one of the aliases of a type)',
    ],
    ["solo", "", "3:4 vehicle_class: this is empty, expected a name"],
    ["B1", "", "2:1 vehicle_id: this is empty, expected a name"],
    [",100", ",-5", '2:20 km_prev_block: found "-5", expected a number of km, 0 to 1000000'],
    [",100", ",NaN", '2:20 km_prev_block: found "NaN", expected a number of km, 0 to 1000000'],
    [
      ",100",
      ",Infinity",
      '2:20 km_prev_block: found "Infinity", expected a number of km, 0 to 1000000',
    ],
    [",100", ",1e999", '2:20 km_prev_block: found "1e999", expected a number of km, 0 to 1000000'],
    [",100", ",0x10", '2:20 km_prev_block: found "0x10", expected a number of km, 0 to 1000000'],
    [",100", ",", "2:20 km_prev_block: found an empty cell, expected a number of km, 0 to 1000000"],
    [
      ",100",
      ',"1,400"',
      '2:20 km_prev_block: found "1,400", expected a number of km, 0 to 1000000 (write a decimal point, and no separator of thousands)',
    ],
    ["25:10,100", "25:10", "2:14 depart_depot: found 4 cells, expected 5 as in the header"],
    [
      "25:10,100",
      "25:10,100,5",
      "2:20 km_prev_block: found 6 cells, expected 5 as in the header (put a cell that holds the separator in quotes)",
    ],
  ])("tells: %s → %s", async (sound, bad, message) => {
    expect(await problemInStays(sound, bad)).toBe(`stays.csv:${message}`);
  });

  it.each(["1.2", "45", "-0.1", "NaN"])("tells of a state of charge of %s", async (soc) => {
    const csv = staysCsv
      .replace("km_prev_block", "soc_at_arrival")
      .replace(",100", `,${soc}`)
      .replace(",120", ",0.4");
    expect(await problemWith({ "stays.csv": csv })).toBe(
      `stays.csv:2:20 soc_at_arrival: found "${soc}", expected a number of soc, 0 to 1`,
    );
  });

  it("tells of blocks that end before they begin", async () => {
    const csv =
      "block_id,vehicle_class,depart_depot,return_depot,distance_km\nb1,S12,05:00,04:00,9\n";
    expect(await problemWith({ "stays.csv": csv })).toBe(
      "stays.csv:2:14 return_depot: found 04:00 after 05:00: the block ends before it begins " +
        "(times after midnight are written as 25:10)",
    );
  });
});

describe("rows of a timetable that contradict each other", () => {
  it("tells once of a bus that is there twice, with both lines", async () => {
    expect(await problemWith({ "stays.csv": `${staysCsv}B1,S12,20:00,26:00,5\n` })).toBe(
      "stays.csv:4 B1 arrives while it is still here (line 2) (one bus cannot be in two places)",
    );
  });

  it("tells of five such stays at most", async () => {
    const rows = "B1,S12,20:00,26:00,5\n".repeat(40);
    expect((await problemWith({ "stays.csv": staysCsv + rows })).split("\n").length).toBe(5);
  });

  it("tells of a bus that is away when its next block begins", async () => {
    const csv =
      "vehicle_id,vehicle_class,depart_depot,return_depot,distance_km\n" +
      "V,S12,05:00,12:00,90\nV,S12,11:00,20:00,90\n";
    expect(await problemWith({ "stays.csv": csv })).toBe(
      "stays.csv:2 V is still away when its next block begins (line 3) (one bus cannot be in two places)",
    );
  });

  it("tells of a bus of two types", async () => {
    const other = "  A18: { usableKwh: 9, consumptionKwhPerKm: 1, maxChargeKw: 9 }\nstations:";
    const yaml = spoiled(depotYaml, "stations:", other);
    const csv = `${staysCsv}B1,A18,30:00,33:00,5\n`;
    expect(await problemWith({ "depot.yaml": yaml, "stays.csv": csv })).toBe(
      "stays.csv:4 B1 is of type A18 here, of type S12 in line 2 (one bus is of one type)",
    );
  });

  it("tells of a stay at a station that is not there", async () => {
    const csv = "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block,point_id\n";
    const row = (point: string): string => `${csv}B1,S12,18:00,25:10,100,${point}\n`;
    expect(await problemWith({ "stays.csv": row("P3") })).toBe(
      'stays.csv:2 point_id: there is no station "P3" (did you mean P1?)',
    );
    expect(await problemWith({ "stays.csv": row("charger-7") })).toBe(
      'stays.csv:2 point_id: there is no station "charger-7" (add it under stations, or leave it empty)',
    );
    await expect(load({ "stays.csv": row("P2") })).resolves.toBeDefined();
  });
});

describe("filters of a timetable", () => {
  const eastYaml = spoiled(depotYaml, "file: stays.csv", "file: stays.csv\n  depot: East");

  it("need their column", async () => {
    expect(await problemWith({ "depot.yaml": eastYaml })).toBe(
      "stays.csv:1 there is no column depot, which timetable.depot looks at " +
        "(add the column, or leave timetable.depot out)",
    );
  });

  it("tell what there is when nothing fits", async () => {
    const csv = staysCsv.replaceAll("\nB", "\nWest,B").replace("vehicle_id", "depot,vehicle_id");
    expect(await problemWith({ "depot.yaml": eastYaml, "stays.csv": csv })).toBe(
      "stays.csv none of its 2 rows fits timetable.depot East (there are rows of depot West)",
    );
  });
});

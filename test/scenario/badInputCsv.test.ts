import { describe, expect, it } from "vitest";
import {
  depotYaml,
  load,
  problemInStays,
  problemWith,
  spoiled,
  staysCsv,
} from "../support/soundDepot.ts";

describe("timetables as spreadsheets write them", () => {
  it.each([
    ["a byte-order mark", `\ufeff${staysCsv}`],
    ["line ends of Windows", staysCsv.replaceAll("\n", "\r\n")],
    ["semicolons", staysCsv.replaceAll(",", ";")],
    ["tabs", staysCsv.replaceAll(",", "\t")],
    ["no line end at the end", staysCsv.trimEnd()],
    ["empty rows", `${staysCsv}\n,,,,\n  \n`],
    ["quotes", staysCsv.replaceAll(/[^,\n]+/g, '"$&"')],
    ["blanks around cells", staysCsv.replaceAll(",", " , ")],
    ["all of it", `\ufeff${staysCsv.replaceAll(",", ";").replaceAll("\n", "\r\n")};;;;\r\n`],
  ])("may have %s", async (_, csv) => {
    const [plain, other] = await Promise.all([load(), load({ "stays.csv": csv })]);
    expect(other.scenario.plans).toEqual(plain.scenario.plans);
  });

  it("may have a decimal comma, where cells are not separated by commas", async () => {
    const csv = staysCsv.replaceAll(",", ";").replace(";100\n", ";100,5\n");
    const { scenario } = await load({ "stays.csv": csv });
    expect(scenario.plans[0]?.stays[0]?.usedKwh).toBeCloseTo(100.5 * 1.3, 9);
  });

  it("may have columns that nobody knows, and any order", async () => {
    const csv =
      "note,km_prev_block,depart_depot,VEHICLE_ID,arrive_depot,Vehicle_Class\n" +
      "x,100,25:10,B1,18:00,S12\nx,120,29:00,B2,18:30,solo\n";
    const [plain, other] = await Promise.all([load(), load({ "stays.csv": csv })]);
    expect(other.scenario.plans).toEqual(plain.scenario.plans);
  });
});

describe("files that are no timetable", () => {
  it("tells of a column that is called otherwise", async () => {
    expect(await problemInStays("vehicle_class", "vehicle_klass")).toBe(
      "stays.csv:1 found the columns vehicle_id, vehicle_klass, arrive_depot, depart_depot, " +
        "km_prev_block; for stays there is no vehicle_class; for blocks there is no " +
        "vehicle_class, return_depot (is vehicle_klass meant to be vehicle_class?)",
    );
  });

  it("tells of a table of something else, however wide", async () => {
    const header = Array.from({ length: 5000 }, (_, i) => `column${i}`).join(",");
    const message = await problemWith({ "stays.csv": `${header}\n1\n` });
    expect(message).toMatch(/^stays\.csv:1 found the columns column0, column1, .* and 4980 more; /);
    expect(message.length).toBeLessThan(600);
  });

  it.each([
    [
      "km_prev_block",
      "note",
      "there is no column km_prev_block, energy_kwh or soc_at_arrival: what buses use on the road is not known (add one of them)",
    ],
    [
      "km_prev_block",
      "km_prev_block,km_prev_block",
      "found the columns km_prev_block and km_prev_block, which mean the same (keep one of them)",
    ],
    [
      "km_prev_block",
      "vehicle_type",
      "found the columns vehicle_class and vehicle_type, which mean the same (keep one of them)",
    ],
  ])("tells of a header: %s → %s", async (sound, bad, message) => {
    expect(await problemInStays(sound, bad)).toBe(`stays.csv:1 ${message}`);
  });

  it.each([
    ["B1,", '"B1,', "2 found a quote that is never closed (close it, or take it away)"],
    ["B2,", '"B2,', "3 found a quote that is never closed (close it, or take it away)"],
    [
      "B1,",
      'B"1,',
      '2 found a quote amidst a cell (put the whole cell in quotes, and write the quote within it twice: "")',
    ],
    [
      "B2,",
      '"B"2,',
      '3 found text after a closing quote (write a quote within a quoted cell twice: "")',
    ],
  ])("tells of quotes: %s → %s", async (sound, bad, message) => {
    expect(await problemInStays(sound, bad)).toBe(`stays.csv:${message}`);
  });

  it("gives up on lines without end", async () => {
    const line = "x".repeat(150_000);
    expect(await problemWith({ "stays.csv": `${line}\n` })).toBe(
      "stays.csv:1 found a first line of over 100000 characters (is it really a CSV file?)",
    );
    expect(await problemWith({ "stays.csv": `${staysCsv}${line}\n` })).toBe(
      "stays.csv:4 found a row of over 100000 characters (is a quote in it never closed?)",
    );
  });
});

describe("series that are none", () => {
  const yaml = spoiled(depotYaml, "contractKw: 400", "contractKw: { file: kw.csv }");

  it.each([
    ["", "kw.csv the file is empty (it needs a header line and at least one row)"],
    ["time,kw\n", "kw.csv:2 the file has a header and no rows (it needs at least one row)"],
    [
      "time,power\n1,2\n",
      "kw.csv:1 found the columns time, power; for a series there is no kw (name the columns as they are here)",
    ],
    [
      "time,kw\n00:00,500,7\n",
      "kw.csv:2:7 kw: found 3 cells, expected 2 as in the header (put a cell that holds the separator in quotes)",
    ],
    ["time,kw\n00:00,-5\n", 'kw.csv:2:7 kw: found "-5", expected a number of kW, 0 to 1000000'],
    ["time,kw\n00:00,NaN\n", 'kw.csv:2:7 kw: found "NaN", expected a number of kW, 0 to 1000000'],
    [
      "time,kw\n25:00,5\n",
      'kw.csv:2:1 time: found "25:00", expected a time of day, 00:00 to 23:59',
    ],
    [
      "time,kw\n05:00,500\n05:00,600\n",
      'kw.csv:3:1 time: found "05:00" again, it is in line 2, too (keep one of them)',
    ],
    [
      "time,kw\n05:00,500\n2026-03-03 06:00,400\n",
      'kw.csv:3:1 time: found "2026-03-03 06:00": some times have a date and some have none (give all of them a date, or none)',
    ],
  ])("tells of %j", async (csv, message) => {
    expect(await problemWith({ "depot.yaml": yaml, "kw.csv": csv })).toBe(message);
  });

  it("may be longer than a call has arguments", async () => {
    const start = Date.UTC(2026, 0, 1);
    const rows = Array.from({ length: 150_000 }, (_, i) => {
      const time = new Date(start + i * 60_000).toISOString().slice(0, 16);
      return `${time},${500 + (i % 7)}\n`;
    });
    const { scenario } = await load({ "depot.yaml": yaml, "kw.csv": `time,kw\n${rows.join("")}` });
    expect(scenario.nodes[0]?.contractKw.max).toBe(506);
  });
});

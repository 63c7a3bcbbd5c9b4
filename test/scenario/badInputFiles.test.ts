import { describe, expect, it } from "vitest";
import { FileTrouble } from "../../src/scenario/index.ts";
import { depotYaml, load, problemWith, spoiled, staysCsv } from "../support/soundDepot.ts";

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "number" ? [part] : [...new TextEncoder().encode(part)],
    ),
  );

/** What a spreadsheet looks like from outside. */
const workbook = bytes("PK", 3, 4, 20, 0, 6, 0, 0xff, 0xfe);

function* breakingOff(): Generator<Uint8Array> {
  yield bytes(staysCsv);
  throw new FileTrouble("stays.csv", "the disk went away");
}

describe("files that cannot be read", () => {
  it("says so of a scenario", async () => {
    const trouble = new FileTrouble("depot.yaml", "the file may not be read");
    expect(await problemWith({ "depot.yaml": trouble })).toBe(
      "depot.yaml the file may not be read",
    );
  });

  it("says of a timetable who names it, and from where it is seen", async () => {
    const yaml = spoiled(depotYaml, "stays.csv", "stay.csv");
    expect(await problemWith({ "depot.yaml": yaml })).toBe(
      "depot.yaml:2:9 timetable.file: found stay.csv: there is no such file " +
        "(a path in a scenario is seen from the scenario's folder)",
    );
  });

  it("says so of one that breaks off amidst its rows", async () => {
    expect(await problemWith({ "stays.csv": breakingOff })).toMatch(
      /^depot\.yaml:2:9 timetable\.file: found stays\.csv: the disk went away/,
    );
  });

  it("says so of a series of a grid node far down", async () => {
    const yaml = spoiled(depotYaml, "maxKw: 350", "maxKw: { file: hall.csv }");
    expect(await problemWith({ "depot.yaml": yaml })).toMatch(
      /^depot\.yaml:19:22 grid\.children\.0\.maxKw\.file: found hall\.csv: there is no such file/,
    );
  });
});

describe("files that hold nothing", () => {
  it.each([
    ["no byte", ""],
    ["blanks alone", " \n\n \t \n"],
  ])("refuses a scenario of %s", async (_, text) => {
    expect(await problemWith({ "depot.yaml": text })).toBe(
      "depot.yaml the file is empty (scenarios/quickstart.yaml shows what belongs in it)",
    );
  });

  it("refuses a scenario of comments alone", async () => {
    expect(await problemWith({ "depot.yaml": "# later\n" })).toBe(
      "depot.yaml:1:1 found nothing, expected a mapping with timetable, vehicleTypes, " +
        "stations … (is it really a scenario?)",
    );
  });

  it.each([
    ["no byte", ""],
    ["blanks alone", " \n\n  \n"],
    ["empty cells alone", ",,,\n,,,\n"],
  ])("refuses a timetable of %s", async (_, text) => {
    expect(await problemWith({ "stays.csv": text })).toBe(
      "stays.csv the file is empty (it needs a header line and at least one row)",
    );
  });

  it.each(["\n", "", "\n\n\n", "\n,,,,\n"])(
    "refuses a timetable of a header and %j",
    async (end) => {
      const header = staysCsv.slice(0, staysCsv.indexOf("\n"));
      expect(await problemWith({ "stays.csv": header + end })).toBe(
        "stays.csv:2 the file has a header and no rows (it needs at least one row)",
      );
    },
  );
});

describe("files that are no text", () => {
  it("refuses a scenario, and says where text ends", async () => {
    const mend =
      "found bytes that are no UTF-8 text (is it really a scenario? If so, save it as UTF-8)";
    expect(await problemWith({ "depot.yaml": workbook })).toBe(`depot.yaml:1:6 ${mend}`);
    const latin1 = bytes("name: depot\n# L", 0xfc, "neburg\n");
    expect(await problemWith({ "depot.yaml": latin1 })).toBe(`depot.yaml:2:4 ${mend}`);
  });

  const mend =
    "found bytes that are no UTF-8 text (is it really a CSV file? If so, save it as UTF-8)";
  it.each([
    ["a spreadsheet", workbook, "stays.csv:1:6"],
    ["a character cut off at the end", bytes(staysCsv, "B", 0xc3), "stays.csv:4"],
  ])("refuses a timetable with %s", async (_, content, place) => {
    expect(await problemWith({ "stays.csv": content })).toBe(`${place} ${mend}`);
  });

  it("reads a timetable of an older German program, and says so", async () => {
    const german = bytes(staysCsv, "B", 0xfc, "3,S12,20:00,25:00,5\n");
    const { scenario, warnings } = await load({ "stays.csv": german });
    expect(scenario.plans.map(({ vehicleId }) => vehicleId).join()).toContain("Bü3");
    expect(warnings).toContain("stays.csv is read as Windows-1252");
  });

  it("counts lines over all pieces that a file is read in", async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `Bus ${i} ü,S12,18:00,25:10,100\n`).join("");
    const all = bytes("vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block\n", rows);
    const broken = bytes("B", 0xe4, "3,S12,20:00,25:00,5\n");
    // Pieces of 7 bytes cut characters in two; the last piece holds the fault.
    const pieces = function* () {
      for (let i = 0; i < all.length; i += 7) yield all.slice(i, i + 7);
      yield broken;
    };
    expect(await problemWith({ "stays.csv": pieces })).toBe(`stays.csv:52 ${mend}`);
    await expect(load({ "stays.csv": () => [...pieces()].slice(0, -1) })).resolves.toBeDefined();
  });
});

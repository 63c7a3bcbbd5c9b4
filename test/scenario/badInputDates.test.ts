import { describe, expect, it } from "vitest";
import { depotYaml, load, problemIn, problemWith, spoiled } from "../support/soundDepot.ts";

const DATE = "date: 2026-03-03";
const oneOrRange =
  "(give timetable.date for one repeated day, or timetable.from and to for a range)";

describe("service days of a scenario", () => {
  it.each([
    ["2026-02-30", 'found "2026-02-30", expected a day of the calendar like 2026-03-02'],
    ["2026-13-01", 'found "2026-13-01", expected a day of the calendar like 2026-03-02'],
    ["03.03.2026", 'found "03.03.2026", expected a day of the calendar like 2026-03-02'],
    ["20260303", "found 20260303, expected a day of the calendar like 2026-03-02"],
    ["0000-01-01", 'found "0000-01-01", expected a date of the years 1970 to 2199'],
    ["9999-12-31", 'found "9999-12-31", expected a date of the years 1970 to 2199'],
  ])("refuses the date %s", async (date, message) => {
    expect(await problemIn("2026-03-03", date)).toBe(`depot.yaml:3:9 timetable.date: ${message}`);
  });

  it.each([
    ["repeat: 2", "2, expected an odd number: the middle day is reported"],
    ["repeat: 0", "0, expected a number of at least 1"],
    ["repeat: -1", "-1, expected a number of at least 1"],
    ["repeat: 101", "101, expected a number of at most 99"],
    ["repeat: 1.5", "1.5, expected a whole number"],
  ])("refuses %s", async (line, message) => {
    expect(await problemIn(DATE, `${DATE}\n  ${line}`)).toBe(
      `depot.yaml:4:11 timetable.repeat: found ${message}`,
    );
  });

  it.each([
    ["", `2:3 timetable: no date is given, and the timetable's times have none ${oneOrRange}`],
    [`${DATE}\n  from: 2026-03-01`, `4:9 timetable.from: found date and from ${oneOrRange}`],
    [`${DATE}\n  to: 2026-03-05`, `4:7 timetable.to: found date and to ${oneOrRange}`],
    ["to: 2026-03-05", `3:7 timetable.to: found to without from ${oneOrRange}`],
    [
      "from: 2026-03-01\n  to: 2026-03-05\n  repeat: 3",
      `5:11 timetable.repeat: found repeat without date ${oneOrRange}`,
    ],
    [
      "from: 2026-03-05\n  to: 2026-03-01",
      "4:7 timetable.to: found 2026-03-01, before from 2026-03-05 (exchange them)",
    ],
    [
      "from: 2000-01-01\n  to: 2100-01-01",
      "4:7 timetable.to: found more than 3653 days after from (run fewer at once)",
    ],
  ])("refuses days that do not fit together: %j", async (lines, message) => {
    expect(await problemIn(DATE, lines)).toBe(`depot.yaml:${message}`);
  });

  it("runs a range that spans a change of clocks", async () => {
    const yaml = spoiled(depotYaml, DATE, "from: 2026-03-28\n  to: 2026-03-30");
    const { scenario } = await load({ "depot.yaml": yaml });
    expect(scenario.plans.flatMap(({ stays }) => stays).length).toBe(6);
  });
});

describe("times with dates", () => {
  const header = "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block\n";
  const dated = `${header}B1,S12,2026-03-03 18:00,2026-03-04 01:10,100\n`;
  const undatedYaml = spoiled(depotYaml, `  ${DATE}\n`, "");

  it("run as they are", async () => {
    const { scenario } = await load({ "depot.yaml": undatedYaml, "stays.csv": dated });
    expect(scenario.plans[0]?.stays[0]?.arriveAtMs).toBe(Date.parse("2026-03-03T18:00:00+01:00"));
  });

  it("take no date of the scenario", async () => {
    expect(await problemWith({ "stays.csv": dated })).toBe(
      "depot.yaml:3:9 timetable.date: found 2026-03-03, but stays.csv gives dates of its own " +
        "(leave out timetable.date; timetable.from and to cut a range out)",
    );
  });

  it.each([
    ["from: 2027-01-01", "3:9 timetable.from"],
    ["to: 2025-01-01", "3:7 timetable.to"],
  ])("must lie within %s", async (line, place) => {
    const yaml = spoiled(depotYaml, DATE, line);
    expect(await problemWith({ "depot.yaml": yaml, "stays.csv": dated })).toBe(
      `depot.yaml:${place}: no row of stays.csv begins within that range (its first begins on 2026-03-03)`,
    );
  });

  it("are not mixed with times that have none", async () => {
    const mixed = `${dated}B2,S12,18:30,29:00,100\n`;
    expect(await problemWith({ "depot.yaml": undatedYaml, "stays.csv": mixed })).toBe(
      "stays.csv:3 found times without a date, those of line 2 have one (give all of them a date, or none)",
    );
    const half = `${header}B1,S12,2026-03-03 18:00,25:10,100\n`;
    expect(await problemWith({ "depot.yaml": undatedYaml, "stays.csv": half })).toBe(
      "stays.csv:2:25 depart_depot: found 25:10 after 2026-03-03 18:00: one time has a date and " +
        "one has none (give both a date, or none)",
    );
  });

  it.each(["2026-02-30 18:00", "2026-03-03 25:10", "2026-03-03 -01:00", "3026-03-03 18:00"])(
    "are of a day and an hour that there are: %s",
    async (time) => {
      const row = `B1,S12,${time},2026-03-04 01:10,100\n`;
      expect(await problemWith({ "depot.yaml": undatedYaml, "stays.csv": header + row })).toBe(
        `stays.csv:2:8 arrive_depot: found "${time}", expected a time like 05:30, 25:10, -00:41 ` +
          "or 2026-03-02 05:30:00",
      );
    },
  );
});

import { describe, expect, it } from "vitest";
import { blocksCsv, loadWeek, problemInWeek } from "../support/blockWeek.ts";
import { staysCsv } from "../support/soundDepot.ts";

const RANGE = "from: 2026-03-02\n  to: 2026-03-08";
const oneOrRange =
  "(give timetable.date for one repeated day, or timetable.from and to for a range)";

describe("a calendar that cannot be used", () => {
  it.each([
    [
      "weekdays: WKD",
      "weekday: WKD",
      '6:5 timetable.calendar: there is no key "weekday" here (did you mean weekdays?)',
    ],
    [
      "saturday: SAT",
      "saturday: 6",
      '7:15 timetable.calendar.saturday: found 6, expected text (write "6" in quotes)',
    ],
    [
      "saturday: SAT",
      "saturday: SATT",
      '7:15 timetable.calendar.saturday: found "SATT", but no row of blocks.csv has that service_day (did you mean SAT?)',
    ],
    [
      "sunday: SUN",
      "sunday: off",
      '8:13 timetable.calendar.sunday: found "off", but no row of blocks.csv has that service_day ' +
        "(there are SAT, SUN, WKD; a day without service is none)",
    ],
    [
      "    saturday: SAT\n",
      "",
      "6:5 timetable.calendar: no code for 2026-03-07 (saturday) (add saturday: and its code, or " +
        "saturday: none for no service)",
    ],
    [
      "    sunday: SUN\n",
      "    dates: {2026-03-08: SUN}\n    holidays: [2026-03-03, 2026-03-04]\n",
      "6:5 timetable.calendar: no code for 2026-03-03 (holiday), 2026-03-04 (holiday) (add holiday: and " +
        "its code, or holiday: none for no service)",
    ],
    [
      "sunday: SUN",
      "sunday: SUN\n    dates: {2026-02-30: SUN}",
      '9:13 timetable.calendar.dates: found "2026-02-30", expected a day of the calendar like 2026-03-02',
    ],
    [
      "sunday: SUN",
      "sunday: SUN\n    dates: {2026-03-03: SUNN}",
      '9:25 timetable.calendar.dates.2026-03-03: found "SUNN", but no row of blocks.csv has that ' +
        "service_day (did you mean SUN?)",
    ],
    [
      "sunday: SUN",
      "sunday: SUN\n    holidays: 2026-03-03",
      '9:15 timetable.calendar.holidays: found "2026-03-03", expected a list',
    ],
    [
      "    weekdays: WKD\n    saturday: SAT\n    sunday: SUN",
      "    weekdays: none\n    saturday: none\n    sunday: none",
      "6:5 timetable.calendar: none of the 7 days has service (give at least one of them a code)",
    ],
    [RANGE, "date: 2026-03-02", `5:5 timetable.calendar: found date and calendar ${oneOrRange}`],
    [
      `  ${RANGE}\n`,
      "",
      `2:3 timetable: no date is given, and the timetable's times have none ${oneOrRange}`,
    ],
    [
      RANGE,
      `${RANGE}\n  leadInDays: -1`,
      "5:15 timetable.leadInDays: found -1, expected a number of at least 0",
    ],
    [
      RANGE,
      "date: 2026-03-02\n  leadInDays: 1",
      `4:15 timetable.leadInDays: found date and leadInDays ${oneOrRange}`,
    ],
    [
      RANGE,
      `${RANGE}\n  serviceDay: WKD`,
      "5:15 timetable.serviceDay: found serviceDay and calendar (the calendar says which code runs " +
        "when: leave timetable.serviceDay out)",
    ],
  ])("%j → %j", async (sound, bad, message) => {
    expect(await problemInWeek([[sound, bad]])).toBe(`depot.yaml:${message}`);
  });

  it("names all codes that no row has, each at its place", async () => {
    const problem = await problemInWeek([
      ["WKD", "Mo-Fr"],
      ["saturday: SAT", "saturday: Sa"],
    ]);
    expect(problem.split("\n").map((line) => line.split(",")[0])).toEqual([
      'depot.yaml:6:15 timetable.calendar.weekdays: found "Mo-Fr"',
      'depot.yaml:7:15 timetable.calendar.saturday: found "Sa"',
    ]);
  });

  it("tells how to run a file with one code only", async () => {
    const csv = blocksCsv.replaceAll(/WKD|SAT|SUN/g, "2025-06-17");
    expect((await problemInWeek([], csv)).split("\n")[0]).toBe(
      'depot.yaml:6:15 timetable.calendar.weekdays: found "WKD", but no row of blocks.csv has that service_day ' +
        "(its only one is 2025-06-17; calendar: 2025-06-17 runs it every day)",
    );
  });

  it("needs the column service_day", async () => {
    const csv = blocksCsv.replace("service_day", "day_type");
    expect(await problemInWeek([], csv)).toBe(
      "blocks.csv:1 there is no column service_day, which timetable.calendar looks at " +
        "(add the column, or leave timetable.calendar out)",
    );
  });

  it("needs blocks", async () => {
    expect(await problemInWeek([], staysCsv)).toBe(
      "blocks.csv:1 found stays, but timetable.calendar is for blocks: a night's stay is of two days " +
        "(give a block table, or pick one kind of day with timetable.serviceDay)",
    );
  });

  it("needs times without dates", async () => {
    const csv = blocksCsv.split("\n")[0] + "\nw1,WKD,S12,2026-03-02 05:00,2026-03-02 14:00,120\n";
    expect(await problemInWeek([], csv)).toBe(
      "depot.yaml:6:5 timetable.calendar: found a calendar, but blocks.csv gives dates of its own " +
        "(leave out timetable.calendar; timetable.from and to cut a range out)",
    );
  });
});

describe("rows that run together", () => {
  const twoDepots = blocksCsv
    .replaceAll("\nw", "\nNorth,w")
    .replaceAll(/\n([su])/g, "\nSouth,$1")
    .replace("block_id", "depot,block_id");

  it("are told where they are of several depots", async () => {
    expect((await loadWeek([], twoDepots)).warnings).toEqual([
      "rows of 2 depots (North, South) run as one depot: timetable.depot picks one",
    ]);
    const saturday = await loadWeek(
      [["\n    weekdays: WKD\n    saturday: SAT\n    sunday: SUN", " SAT"]],
      twoDepots,
      ["timetable.depot=South"],
    );
    expect(saturday.warnings).toEqual([
      "rows of blocks.csv run on no day, as timetable.calendar has it: SUN (1 row)",
    ]);
  });

  it("are told where they are of several kinds of day", async () => {
    const without = [
      ["  calendar:\n    weekdays: WKD\n    saturday: SAT\n    sunday: SUN\n", ""],
    ] as const;
    expect((await loadWeek(without)).warnings).toEqual([
      "rows of 3 service days (SAT, SUN, WKD) run together on every day: timetable.serviceDay picks " +
        "one, timetable.calendar says which runs when",
    ]);
    expect((await loadWeek(without, blocksCsv, ["timetable.serviceDay=WKD"])).warnings).toEqual([]);
  });
});

describe("a depot's own codes", () => {
  it("are the ones that count", async () => {
    const csv = `depot,${blocksCsv}`
      .replaceAll("\nw", "\nNorth,w")
      .replaceAll(/\n([su])/g, "\nSouth,$1");
    expect(await problemInWeek([["from:", "depot: South\n  from:"]], csv)).toBe(
      'depot.yaml:7:15 timetable.calendar.weekdays: found "WKD", but no row of blocks.csv for depot South ' +
        "has that service_day (there are SAT, SUN; a day without service is none)",
    );
  });
});

describe("a fleet", () => {
  it("that is too small is refused, with the blocks that find no bus", async () => {
    const csv = `${blocksCsv}w3,WKD,S12,06:00,07:00,10\nw4,WKD,S12,06:30,08:00,10\n`;
    const problem = await problemInWeek(
      [["stations:", "operations: {fleet: {S12: 1}}\nstations:"]],
      csv,
    );
    expect(problem).toBe(
      "depot.yaml:15:27 operations.fleet.S12: found 1, 2 too few: no bus is free for w3 at " +
        "2026-03-02T06:00, w4 at 2026-03-02T06:30, w2 at 2026-03-02T13:00, w3 at 2026-03-03T06:00 " +
        "and 11 blocks more (it takes 3, or a shorter operations.turnaroundMin)",
    );
  });

  it.each([
    ["{S12: 0}", "15:27 operations.fleet.S12: found 0, expected a number of at least 1"],
    ["{S12: 1.5}", "15:27 operations.fleet.S12: found 1.5, expected a whole number"],
    ["{S13: 4}", '15:22 operations.fleet: there is no vehicle type "S13" (did you mean S12?)'],
    [
      "{standard_12m: 4}",
      '15:22 operations.fleet: there is no vehicle type "standard_12m" (did you mean S12?)',
    ],
    ["{A18: 4}", '15:22 operations.fleet: there is no vehicle type "A18" (known are S12)'],
    ["60", "15:21 operations.fleet: found 60, expected a mapping"],
  ])("%s is refused", async (fleet, message) => {
    const line = `operations: {fleet: ${fleet}}\nstations:`;
    expect(await problemInWeek([["stations:", line]])).toBe(`depot.yaml:${message}`);
  });

  it("is not for stays", async () => {
    const changes = [
      ["  calendar:\n    weekdays: WKD\n    saturday: SAT\n    sunday: SUN\n", ""],
      ["standard_12m", "solo"],
      ["stations:", "operations: {fleet: {S12: 9}}\nstations:"],
    ] as const;
    expect(await problemInWeek(changes, staysCsv)).toBe(
      "depot.yaml:11:22 operations.fleet: found a fleet, but stays name their buses (leave operations.fleet out)",
    );
  });

  it("that is larger goes round: the bus back longest leaves next", async () => {
    const fleet = async (size: number): Promise<number> =>
      (await loadWeek([], blocksCsv, [`operations.fleet.S12=${size}`])).scenario.plans.length;
    expect(await fleet(5)).toBe(5);
    // There are no more blocks than that in a week.
    expect(await fleet(60)).toBe(12);
  });

  it("has a dispatcher that is known", async () => {
    expect(await problemInWeek([["stations:", "operations: {dispatch: fifi}\nstations:"]])).toBe(
      'depot.yaml:15:24 operations.dispatch: found "fifi", expected one of fifo, lifo, energyAware, sameRun ' +
        "(did you mean fifo?)",
    );
  });
});

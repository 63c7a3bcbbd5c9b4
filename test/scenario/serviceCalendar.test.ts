import { describe, expect, it } from "vitest";
import { Zone } from "../../src/operations/index.ts";
import { blocksCsv, loadWeek } from "../support/blockWeek.ts";

type Changes = Parameters<typeof loadWeek>[0];

const berlin = new Zone("Europe/Berlin");
const WEEK = "weekdays: WKD\n    saturday: SAT\n    sunday: SUN";

/** Every pull-out of a week: block and local time, in order. */
async function pullOuts(changes: Changes, csv?: string): Promise<string[]> {
  const { scenario } = await loadWeek(changes, csv);
  return scenario.plans
    .flatMap(({ stays }) => stays)
    .filter(({ departAtMs }) => departAtMs !== null)
    .toSorted((a, b) => a.departAtMs! - b.departAtMs!)
    .map(({ blockAfter, departAtMs }) => `${blockAfter} ${berlin.iso(departAtMs!).slice(5, 16)}`);
}

describe("a calendar of service days", () => {
  it("runs each code on its days: the service day is not the calendar's", async () => {
    expect(await pullOuts([["2026-03-02", "2026-03-06"]])).toEqual([
      "w1 03-06T05:00",
      "w2 03-06T13:00",
      "s1 03-06T22:10",
      "u1 03-08T08:00",
    ]);
  });

  it("takes for a date what is said of the date, then holidays, then the day, then weekdays", async () => {
    const days = await pullOuts([
      [
        WEEK,
        `${WEEK}
    wednesday: SAT
    holidays: [2026-03-03, 2026-03-04, 2026-03-05]
    dates:
      2026-03-05: WKD
      2026-03-06: none`,
      ],
    ]);
    expect(days).toEqual([
      "w1 03-02T05:00",
      "w2 03-02T13:00",
      "u1 03-03T08:00",
      "u1 03-04T08:00",
      "w1 03-05T05:00",
      "w2 03-05T13:00",
      "s1 03-06T22:10",
      "u1 03-08T08:00",
    ]);
  });

  it("lets holidays have a code of their own, and days none", async () => {
    const calendar = "weekdays: WKD\n    tuesday:\n    saturday: none\n    sunday: none";
    const holiday = `${calendar}\n    holiday: SUN\n    holidays: [2026-03-02]`;
    const days = await pullOuts([
      [WEEK, holiday],
      ["2026-03-08", "2026-03-04"],
    ]);
    expect(days).toEqual(["u1 03-02T08:00", "w1 03-04T05:00", "w2 03-04T13:00"]);
  });

  it("can be one code for every day", async () => {
    const days = await pullOuts([[`\n    ${WEEK}`, " SUN"]]);
    expect(days).toEqual([2, 3, 4, 5, 6, 7, 8].map((day) => `u1 03-0${day}T08:00`));
  });

  it("tells of rows that run on no day and of dates that are not run", async () => {
    const { warnings } = await loadWeek(
      [
        [
          WEEK,
          `${WEEK}\n    holidays: [2026-12-25, 2026-03-04]\n    dates: {2026-03-09: SAT, 2025-01-01: none}`,
        ],
      ],
      `${blocksCsv}x1,XMAS,S12,05:00,06:00,10\nx2,,S12,05:00,06:00,10\nx3,XMAS,S12,05:00,06:00,10\n`,
    );
    expect(warnings).toEqual([
      "rows of blocks.csv run on no day, as timetable.calendar has it: no code (1 row), XMAS (2 rows)",
      "dates of timetable.calendar are outside 2026-03-02 to 2026-03-08, the days that are run: " +
        "2025-01-01, 2026-03-09, 2026-12-25",
    ]);
  });

  it("is silent where all is well", async () => {
    expect((await loadWeek()).warnings).toEqual([]);
  });
});

describe("a lead-in", () => {
  it("is run before the days that are reported, and known after them", async () => {
    const days = await pullOuts([["2026-03-02\n  to: 2026-03-08", "2026-03-07\n  leadInDays: 1"]]);
    expect(days).toEqual(["w1 03-06T05:00", "w2 03-06T13:00", "s1 03-06T22:10", "u1 03-08T08:00"]);
    const { scenario } = await loadWeek([
      ["2026-03-02\n  to: 2026-03-08", "2026-03-07\n  leadInDays: 1"],
    ]);
    const span = ({ fromMs, toMs }: { fromMs: number; toMs: number }) =>
      [fromMs, toMs].map((atMs) => berlin.iso(atMs).slice(5, 16));
    expect(span(scenario.window)).toEqual(["03-07T00:00", "03-08T00:00"]);
    expect(span(scenario.run)).toEqual(["03-06T05:00", "03-08T00:00"]);
  });

  it("makes whole days of the reported ones, with 23 and 25 hours where clocks change", async () => {
    const hours = async (from: string, to: string): Promise<number> => {
      const { scenario } = await loadWeek([
        ["2026-03-02", `${from}\n  leadInDays: 2`],
        ["2026-03-08", to],
      ]);
      return (scenario.window.toMs - scenario.window.fromMs) / 3_600_000;
    };
    expect(await hours("2026-03-02", "2026-03-08")).toBe(168);
    expect(await hours("2026-03-23", "2026-03-29")).toBe(167);
    expect(await hours("2026-10-19", "2026-10-25")).toBe(169);
  });

  it("needs no points for buses that come after the run", async () => {
    // Of two buses one is always out; only after the last day are both there.
    const csv = blocksCsv.replace("14:00", "16:00").replace("13:00,27:00", "15:00,29:30");
    const { scenario } = await loadWeek(
      [
        ["2026-03-08", "2026-03-03\n  leadInDays: 1"],
        [WEEK, "weekdays: WKD\n    sunday: WKD"],
      ],
      csv,
    );
    expect(scenario.plans.length).toBe(2);
    expect(scenario.stations.length).toBe(1);
  });
});

describe("a week in which clocks change", () => {
  const night = `block_id,service_day,vehicle_class,depart_depot,return_depot,distance_km
s1,SAT,S12,12:00,27:00,150
u1,SUN,S12,05:00,09:00,60
`;
  const weekend = (saturday: string, sunday: string): Changes => [
    ["2026-03-02", saturday],
    ["2026-03-08", sunday],
    ["weekdays: WKD\n    ", ""],
  ];

  /** Stays between two blocks, as clocks show them, and their hours. */
  async function nights(changes: Changes, csv = night): Promise<[string, string, number][]> {
    const { scenario } = await loadWeek(changes, csv);
    return scenario.plans
      .flatMap(({ stays }) => stays)
      .filter(({ arriveAtMs, departAtMs }) => arriveAtMs !== null && departAtMs !== null)
      .map(({ arriveAtMs, departAtMs }) => [
        berlin.iso(arriveAtMs!),
        berlin.iso(departAtMs!),
        (departAtMs! - arriveAtMs!) / 3_600_000,
      ]);
  }

  it("has an hour less between 27:00 and 29:00 in spring, one more in autumn", async () => {
    // 27:00 is 15 h after Saturday's noon, 05:00 is 7 h before Sunday's noon; noons are 23 or 25 h apart.
    expect(await nights(weekend("2026-03-28", "2026-03-29"))).toEqual([
      ["2026-03-29T04:00:00+02:00", "2026-03-29T05:00:00+02:00", 1],
    ]);
    expect(await nights(weekend("2026-10-24", "2026-10-25"))).toEqual([
      ["2026-10-25T02:00:00+01:00", "2026-10-25T05:00:00+01:00", 3],
    ]);
    expect(await nights(weekend("2026-03-21", "2026-03-22"))).toEqual([
      ["2026-03-22T03:00:00+01:00", "2026-03-22T05:00:00+01:00", 2],
    ]);
  });

  it("needs a bus more where the lost hour is the turnaround", async () => {
    const buses = async (saturday: string, sunday: string): Promise<number> => {
      const tight = night.replace("27:00", "28:00");
      return (await loadWeek(weekend(saturday, sunday), tight)).scenario.plans.length;
    };
    expect(await buses("2026-03-21", "2026-03-22")).toBe(1);
    expect(await buses("2026-03-28", "2026-03-29")).toBe(2);
    expect(await buses("2026-10-24", "2026-10-25")).toBe(1);
  });

  it("counts pull-outs before midnight from the noon of their own service day", async () => {
    const early = night.replace("05:00,09:00", "-01:50,02:30").replace("27:00", "19:00");
    // Thirteen hours and fifty minutes before Sunday's noon.
    expect(await nights(weekend("2026-03-28", "2026-03-29"), early)).toEqual([
      ["2026-03-28T19:00:00+01:00", "2026-03-28T21:10:00+01:00", 13 / 6],
    ]);
    expect(await nights(weekend("2026-10-24", "2026-10-25"), early)).toEqual([
      ["2026-10-24T19:00:00+02:00", "2026-10-24T23:10:00+02:00", 25 / 6],
    ]);
  });
});

import path from "node:path";
import { describe, expect, it } from "vitest";
import { peakBounds } from "../../src/bounds/index.ts";
import { diskFiles } from "../../src/host/index.ts";
import { noPeakBounds, type RunResult, summarise, type Summary } from "../../src/kpi/index.ts";
import { loadScenario, type Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { root } from "../house/sources.ts";
import { hasSharedData, sharedJson, sharedPath } from "../support/sharedData.ts";

const DAY_MS = 86_400_000;
const QUARTER_HOUR_MS = 900_000;

const nyc = (depot: string): string[] => [
  `timetable.file=${sharedPath("timetables/nyc_stif/nyc_2021-01_blocks.csv")}`,
  `timetable.depot=${depot}`,
];
const berlin = [
  `timetable.file=${sharedPath("timetables/berlin_eflips/berlin_2025-06-17_blocks.csv")}`,
  "timetable.depot=Alt Friedrichsfelde",
  "timetable.calendar=WKD_2025-06-17",
];

interface Week {
  readonly scenario: Scenario;
  readonly run: RunResult;
  readonly summary: Summary;
}

describe.skipIf(!hasSharedData)("a week of real blocks through scenarios/blocks-week.yaml", () => {
  it("peaks at OH in the night of Saturday, which is Sunday by the calendar", async () => {
    const { site, departures } = (await weekOf(nyc("OH"))).summary;
    // The Saturday of facts and reference.json, by second-wise integration of one repeated day.
    expect(Math.abs(site.peak15Kw / 5863.54 - 1)).toBeLessThan(0.01);
    expect(site.peak15ServiceDay).toBe("2026-03-07");
    expect(site.peak15At).toBe("2026-03-08T01:30:00+01:00");
    // Five weekdays, Saturday, Sunday.
    expect(departures.total).toBe(5 * 151 + 104 + 91);
  });

  it("is a circle: what one week draws, the next one draws, to the quarter-hour", async () => {
    const { run, scenario } = await weekOf([...nyc("OH"), "timetable.to=2026-03-15"]);
    const week = (7 * DAY_MS) / QUARTER_HOUR_MS;
    const first = (scenario.window.fromMs - run.meteredFromMs) / QUARTER_HOUR_MS;
    const kwh = [...run.nodes[0]!.chargingKwh];
    const [one, next] = [first, first + week].map((from) => kwh.slice(from, from + week));
    expect(one!.length).toBe(week);
    expect(Math.max(...one!.map((value, i) => Math.abs(value - next![i]!)))).toBeLessThan(1e-6);
  });

  it("has the buses of Sunday in its first night, which it had not without a lead-in", async () => {
    const monday = [...nyc("OH"), "timetable.to=2026-03-02"];
    expect(kwhUntil(await weekOf(monday), 5)).toBeGreaterThan(10_000);
    const bare = await weekOf([...monday, "timetable.leadInDays=0"]);
    expect(kwhUntil(bare, 5)).toBeLessThan(1000);
  });

  it.each([
    ["MQ", nyc("MQ"), 5 * 358 + 254 + 233],
    ["EC", nyc("EC"), 5 * 251 + 77 + 60],
    ["Alt Friedrichsfelde", berlin, 7 * 95],
  ])("runs %s with every block of the week", async (_, settings, blocks) => {
    const { summary } = await weekOf(settings);
    expect(summary.departures.total).toBe(blocks);
    expect(summary.complete).toBe(true);
  });

  it("goes on in Berlin where batteries run empty, and books the rest by name", async () => {
    const { run, summary, scenario } = await weekOf(berlin);
    // 37 of its 95 blocks take more than a full battery holds: 30 MWh a week by that alone.
    const tooLong = scenario.plans
      .flatMap(({ vehicleType, stays }) => stays.map((stay) => ({ vehicleType, ...stay })))
      .filter(
        ({ vehicleType, usedKwh, arriveAtMs }) =>
          usedKwh > scenario.busTypes.get(vehicleType)!.usableKwh &&
          arriveAtMs! >= scenario.window.fromMs &&
          arriveAtMs! < scenario.window.toMs,
      );
    expect(new Set(tooLong.map(({ blockBefore }) => blockBefore)).size).toBe(37);
    const leastKwh = tooLong.reduce(
      (sum, { vehicleType, usedKwh }) =>
        sum + usedKwh - scenario.busTypes.get(vehicleType)!.usableKwh,
      0,
    );
    expect(summary.energy.deficitKwh).toBeGreaterThan(0.95 * leastKwh);
    const named = new Set(
      run.stays.filter(({ deficitKwh }) => deficitKwh > 0).map(({ blockBefore }) => blockBefore),
    );
    for (const { blockBefore } of tooLong) expect(named).toContain(blockBefore);
  });

  it("has a bound for the reported days, whatever the lead-in draws", async () => {
    const sunday = ["timetable.from=2026-03-08", "timetable.leadInDays=4"];
    const { scenario, summary } = await weekOf([...nyc("SC"), ...sunday]);
    const bound = peakBounds(scenario);
    expect(bound.exactMinPeakKw).toBeLessThanOrEqual(summary.site.peak15Kw);
    // The whole run takes more at the least than plug and charge does on Sunday.
    const whole = peakBounds({ ...scenario, window: scenario.run });
    expect(whole.exactMinPeakKw).toBeGreaterThan(summary.site.peak15Kw);
    expect([bound.kind, bound.relaxed]).toEqual(["lowerBound", ["leadIn"]]);
    // Of a whole week little is left open: it is that of its weekday, by a linear program.
    const week = peakBounds((await weekOf(nyc("OH"))).scenario);
    const { rows } = sharedJson<Reference>("timetables/reference.json");
    const weekday = rows.find(({ file }) => file === "nyc_OH_weekday_stays.csv")!;
    expect(week.exactMinPeakKw! / weekday.exact_min_peak_kw).toBeCloseTo(1, 5);
  });
});

interface Reference {
  readonly rows: readonly { readonly file: string; readonly exact_min_peak_kw: number }[];
}

async function weekOf(settings: readonly string[]): Promise<Week> {
  const { scenario, calendar } = await loadScenario(
    diskFiles(root),
    path.join(root, "scenarios/blocks-week.yaml"),
    { settings, seed: null },
  );
  const run = new Simulation(scenario).run();
  const summary = summarise(run, calendar, {
    name: scenario.name,
    strategy: scenario.law.name,
    target: "full",
    seed: scenario.seed,
    plugAndCharge: null,
    smallestPeaks: noPeakBounds("nobody asked"),
    digest: "",
  });
  return { scenario, run, summary };
}

/** Charged from the first midnight of a week until an hour of that day. */
function kwhUntil({ run, scenario }: Week, hour: number): number {
  const midnightMs = Date.parse("2026-03-02T00:00:00+01:00");
  const first = (midnightMs - run.meteredFromMs) / QUARTER_HOUR_MS;
  expect(scenario.run.fromMs).toBeLessThanOrEqual(midnightMs);
  return run.nodes[0]!.chargingKwh.subarray(Math.max(0, first), first + 4 * hour).reduce(
    (sum, kwh) => sum + kwh,
    0,
  );
}

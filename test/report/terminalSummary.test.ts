import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunResult, StayOutcome, Summary } from "../../src/kpi/index.ts";
import { id, type VehicleId } from "../../src/messages/index.ts";
import { terminalSummary } from "../../src/report/index.ts";
import { wrapped } from "../../src/report/wrapped.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";
import { calendar, evening, smallRun, summaryOf } from "../support/smallRun.ts";

const run = smallRun();
const says = "every bus at full power from plug-in on, whatever the limits";

function textOf(result: RunResult, facts: Partial<Summary> = {}): string {
  const told = { calendar, strategySays: says, links: null, reasons: [] };
  return terminalSummary(summaryOf(result, facts), result, told);
}

/** What stands behind a label, its lines joined. */
function rowOf(text: string, label: string): string | undefined {
  return new RegExp(`^${label} +(.*(?:\\n {11}.*)*)`, "m").exec(text)?.[1]?.replace(/\n +/g, " ");
}

describe("the summary that people read", () => {
  it("gives the verdict first, with names and figures", () => {
    const [verdict] = textOf(run).split("\n\n");
    expect(verdict?.replace("\n", " ")).toMatch(/^1 of 2 buses leave ready; 1 short: B2 \(\d/);
    expect(rowOf(textOf(run), "peak")).toMatch(
      /^3\d\d kW in the quarter-hour from 1\d:\d\d on 2026-03-03$/,
    );
  });

  it("tells the service day of a peak after midnight", () => {
    const site = { ...summaryOf(run).site, peak15At: "2026-03-04T01:30:00+01:00" };
    expect(rowOf(textOf(run, { site }), "peak")).toMatch(
      /from 01:30 on 2026-03-04, service day 2026-03-03$/,
    );
  });

  it("says of limits whether they were kept, exceeded or never given", () => {
    const breaches = rowOf(textOf(run), "limits");
    expect(breaches).toMatch(
      /^2 quarter-hours above contract \([\d.]+ kWh, 30 min at a stretch\), 1 spell above maximum \([\d.]+ kWh, \d+ min at a stretch\)$/,
    );
    const wide = [{ id: "site", maxKw: 5000 }];
    expect(rowOf(textOf(smallRun({ ...evening, nodes: wide, stations: [{}, {}] })), "limits")).toBe(
      "kept",
    );
    const without = [{ id: "site" }, { id: "feeder" }];
    expect(rowOf(textOf(smallRun({ ...evening, nodes: without })), "limits")).toBe("none given");
    const below = [{ id: "site" }, { id: "feeder", contractKw: 5000 }];
    expect(rowOf(textOf(smallRun({ ...evening, nodes: below })), "limits")).toBe("kept");
  });

  it("tells incidents: what, where, when, and those that did not happen", () => {
    const incident = { name: "storm", kind: "trip", where: "hall" };
    const from = "2026-03-03T23:00:00+01:00";
    const told = (rest: { from: string | null; to: string | null }): string | undefined =>
      rowOf(textOf(run, { incidents: [{ ...incident, ...rest }] }), "incident");
    const what = "storm: no power below hall";
    const same = { from, to: "2026-03-03T23:30:00+01:00" };
    expect(told(same)).toBe(`${what}, 2026-03-03T23:00 to 23:30`);
    const next = { from, to: "2026-03-04T00:30:00+01:00" };
    expect(told(next)).toBe(`${what}, 2026-03-03T23:00 to 2026-03-04T00:30`);
    expect(told({ from, to: null })).toBe(`${what}, 2026-03-03T23:00 to the end`);
    expect(told({ from: null, to: null })).toBe(`${what}; it did not happen`);
  });

  it("counts incidents beyond the tenth", () => {
    const incident = { name: "storm", kind: "trip", where: "hall", from: null, to: null };
    const told = (count: number): string =>
      textOf(run, { incidents: Array.from({ length: count }, () => incident) });
    expect(told(10)).not.toContain("more");
    expect(told(13).match(/it did not happen/g)).toHaveLength(10);
    expect(told(13)).toMatch(/^ {11}and 3 more$/m);
  });

  it("tells of assertions after the verdict, with what was found where it is not plain", () => {
    const verdict = { holds: true, found: 2, against: 3 };
    const [, told] = textOf(run, {
      assertions: [
        { assertion: "a.b <= 3", ...verdict },
        { assertion: "a.b <= c.p05", ...verdict, holds: false },
        { assertion: "a.b < 1", holds: false, found: null, against: 1 },
        { assertion: "a.b < 1", holds: null, found: null, against: null },
      ],
    }).split("\n\n");
    expect(told!.split("\n")).toEqual([
      "✓ a.b <= 3: found 2",
      "✗ a.b <= c.p05: found 2, held against 3",
      "✗ a.b < 1: found nothing",
      "? a.b < 1: not judged, the run was interrupted",
    ]);
  });

  it("marks what is partial, and a period that was not reached", () => {
    const partial = smallRun(evening, DAY_MS + 19 * HOUR_MS);
    expect(textOf(partial)).toMatch(/^INTERRUPTED, so far: /);
    expect(rowOf(textOf(partial), "period")).toMatch(/^2026-03-03T19:00 to 2026-03-03T\d/);
    const window = { fromMs: DAY_MS + 20 * HOUR_MS, toMs: DAY_MS + 24 * HOUR_MS };
    const early = smallRun({ ...evening, window }, DAY_MS + 19 * HOUR_MS);
    expect(textOf(early)).toMatch(/^INTERRUPTED, so far: no bus was due to leave\n/);
    expect(rowOf(textOf(early), "peak")).toBe("none");
    expect(rowOf(textOf(early), "period")).toBe(
      "stopped before 2026-03-03T21:00, when it begins, seed 1",
    );
  });

  it("names the blocks that took more than batteries held, under German names, too", () => {
    const facts = summaryOf(run);
    const lacking = (block: string | null, deficitKwh: number) => ({
      vehicleId: "Gelenkbus Mößingen-Süd",
      block,
      deficitKwh,
    });
    const text = textOf(run, {
      energy: { ...facts.energy, deficitKwh: 60 },
      deficits: {
        blocks: 5,
        worst: [lacking("Ü7", 30), lacking(null, 20), lacking("8", 5), lacking("9", 3)],
      },
    });
    expect(rowOf(text, "deficit")).toBe(
      "60.0 kWh used on the road beyond what batteries held: Gelenkbus Mößingen-Süd on block Ü7 " +
        "(30.0 kWh), Gelenkbus Mößingen-Süd (20.0 kWh), Gelenkbus Mößingen-Süd on block 8 (5.0 kWh) " +
        "and 2 more",
    );
  });

  it("tells how points were used, and who waited for one", () => {
    const { points, queue } = summaryOf(run);
    const use = { occupiedShare: 0.355, chargingShare: 0.12, utilisation: 0.07 };
    const text = textOf(run, {
      points: { ...points, count: 28, ...use },
      queue: { ...queue, waited: 3, longestMin: 41.6, neverPluggedIn: 1 },
    });
    expect(rowOf(text, "points")).toBe(
      "28, with a bus 36 % and charging 12 % of the time, at 7 % of rating " +
        "3 buses waited for one, up to 42 min, 1 left without having had one",
    );
  });

  it("never parts a figure from its unit", () => {
    expect(wrapped("so 12 % of 345 kW, 6 kWh for 7 h (8 min), then 9 horses", 10)).toEqual([
      "so 12 % of",
      "345 kW,",
      "6 kWh for",
      "7 h",
      "(8 min),",
      "then 9",
      "horses",
    ]);
  });

  it("shows control characters instead of obeying them", () => {
    const [first] = run.stays;
    const vehicleId = id<VehicleId>("\u001b[2J\u0007bell\nline\u202e");
    const text = textOf({ ...run, stays: [{ ...first!, vehicleId }] });
    expect(text).toContain("?[2J?bell?line?");
    expect(text).toMatch(/^[^\p{Cc}]+$/mu);
  });

  it("is never wider than 80 columns and never says NaN, whatever comes", () => {
    fc.assert(
      fc.property(summaries, fc.array(lateStays, { maxLength: 8 }), (facts, stays) => {
        const text = textOf({ ...run, stays }, facts);
        const wide = text.split("\n").filter((line) => columnsOf(line) > 80);
        expect(wide).toEqual([]);
        expect(text).not.toMatch(/NaN|Infinity|undefined|null|-0\b/);
      }),
      { numRuns: 500 },
    );
  });
});

const figures = fc.oneof(
  fc.double({ min: 0, max: 1e30, noNaN: true }),
  fc.constantFrom(0, 0.04, 99.99, 9_999.99, 1e21),
);
/** Words without what the text itself must not say. */
const words = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 200 })
  .filter((word) => !/NaN|Infinity|undefined|null|-0/.test(word));
const counts = fc.nat(1e9);

/** Parts that hold figures. */
type Part = "bounds" | "departures" | "energy" | "limits" | "points" | "queue" | "site";

/** Some fields. */
type Some<T> = { [K in keyof T]?: T[K] | undefined };

/** A part of a summary in which some figures are others. */
function other<K extends Part>(key: K, figuresOf: fc.Arbitrary<Some<Summary[K]>>) {
  const usual = summaryOf(run)[key];
  return figuresOf.map((part) => ({ ...usual, ...part }));
}

const moments = fc.constantFrom(null, "2026-03-04T01:30:00+01:00");
const days = fc.array(
  fc.record({
    serviceDay: fc.constantFrom("2026-03-03", "2026-03-04"),
    peak15Kw: figures,
    peak15At: moments,
    gridKwh: figures,
  }),
  { maxLength: 400 },
);

const summaries: fc.Arbitrary<Partial<Summary>> = fc.record({
  complete: fc.boolean(),
  seed: fc.nat(1e15),
  departures: other(
    "departures",
    fc.record({
      total: counts,
      late: counts,
      short: counts,
      notLeft: counts,
      served: fc.option(counts),
      unavoidablyLate: fc.option(counts),
      unavoidablyShort: fc.option(counts),
      latestMin: figures,
    }),
  ),
  site: other(
    "site",
    fc.record({
      peak15Kw: figures,
      peak15At: moments,
      peak15ServiceDay: fc.constant("2026-03-03"),
      maxKw: figures,
      loadFactor: fc.option(figures),
      utilisationHours: fc.option(figures),
      coincidence: fc.option(figures),
      buses: counts,
      peakPerBusKw: fc.option(figures),
      days,
    }),
  ),
  energy: other(
    "energy",
    fc.record({
      gridKwh: figures,
      batteryKwh: figures,
      lossKwh: figures,
      baseLoadKwh: figures,
      unmetKwh: figures,
      deficitKwh: figures,
    }),
  ),
  bounds: other(
    "bounds",
    fc.record({
      plugAndChargePeak15Kw: fc.option(figures),
      exactMinPeakKw: fc.option(figures),
      carriedMinPeakKw: fc.option(figures),
      kind: fc.constantFrom("exact" as const, "lowerBound" as const),
      peakCut: fc.option(fc.double({ min: -1e9, max: 1, noNaN: true })),
    }),
  ),
  deficits: fc.record({
    blocks: counts,
    worst: fc.array(fc.record({ vehicleId: words, block: fc.option(words), deficitKwh: figures }), {
      maxLength: 20,
    }),
  }),
  points: other(
    "points",
    fc.record({
      count: counts,
      utilisation: fc.option(figures),
      occupiedShare: fc.option(figures),
      chargingShare: fc.option(figures),
    }),
  ),
  queue: other(
    "queue",
    fc.record({ waited: counts, longestMin: fc.option(figures), neverPluggedIn: counts }),
  ),
  limits: other(
    "limits",
    fc.record({
      contractBreaches: counts,
      contractAboveKwh: figures,
      contractLongestMin: figures,
      maxBreaches: counts,
      maxAboveKwh: figures,
      maxLongestMin: figures,
      breachesByBaseLoad: counts,
      aboveByBaseLoadKwh: figures,
      longestByBaseLoadMin: figures,
    }),
  ),
  assertions: fc.array(
    fc.record({
      assertion: words,
      holds: fc.option(fc.boolean()),
      found: fc.option(figures),
      against: fc.option(figures),
    }),
    { maxLength: 4 },
  ),
  incidents: fc.array(
    fc.record({
      name: words,
      kind: fc.constantFrom("trip", "stationOut", "lateBus"),
      where: words,
      from: fc.constantFrom(null, "2026-03-04T01:30:00+01:00"),
      to: fc.constantFrom(null, "2026-03-05T01:30:00+01:00"),
    }),
    { maxLength: 4 },
  ),
  strategy: words,
  target: fc.constantFrom("full", "refillLastBlock", "nextBlock, reserveSoc 0.1, desiredSoc 1"),
});

/** Stays that left late, some of them short, under any name. */
const lateStays: fc.Arbitrary<StayOutcome> = fc
  .record({ name: words, soc: fc.double({ min: 0, max: 1, noNaN: true }), byMs: fc.nat(1e12) })
  .map(({ name, soc, byMs }) => ({
    ...run.stays[0]!,
    vehicleId: id<VehicleId>(name),
    socAtDeparture: soc,
    departedAtMs: run.stays[0]!.plannedDepartureAtMs! + byMs,
  }));

/** Columns in a terminal: letters one (those that end a syllable at most), ideographs and pictographs two. */
function columnsOf(line: string): number {
  const wide =
    /(?![\uff61-\uffdc\u1160-\u11ff])[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]|\p{Emoji_Presentation}/u;
  return Array.from(line).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

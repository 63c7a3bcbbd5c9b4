import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunResult, StayOutcome, Summary } from "../../src/kpi/index.ts";
import { id, type VehicleId } from "../../src/messages/index.ts";
import { terminalSummary } from "../../src/report/index.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";
import { evening, smallRun, summaryOf } from "../support/smallRun.ts";

const run = smallRun();
const says = "every bus at full power from plug-in on, whatever the limits";

function textOf(result: RunResult, facts: Partial<Summary> = {}): string {
  return terminalSummary(summaryOf(result, facts), result, says);
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
    expect(breaches).toMatch(/^\d+ quarter-hours above contract, \d+ spells? above maximum$/);
    const wide = [{ id: "site", maxKw: 5000 }];
    expect(rowOf(textOf(smallRun({ ...evening, nodes: wide, stations: [{}, {}] })), "limits")).toBe(
      "kept",
    );
    const without = [{ id: "site" }, { id: "feeder" }];
    expect(rowOf(textOf(smallRun({ ...evening, nodes: without })), "limits")).toBe("none given");
    const below = [{ id: "site" }, { id: "feeder", contractKw: 5000 }];
    expect(rowOf(textOf(smallRun({ ...evening, nodes: below })), "limits")).toBe("kept");
  });

  it("marks what is partial, and a period that was not reached", () => {
    const partial = smallRun(evening, DAY_MS + 19 * HOUR_MS);
    expect(textOf(partial)).toMatch(/^INTERRUPTED, so far: /);
    expect(rowOf(textOf(partial), "period")).toMatch(/^2026-03-03T19:00 to 2026-03-03T\d/);
    const window = { fromMs: DAY_MS + 20 * HOUR_MS, toMs: DAY_MS + 24 * HOUR_MS };
    const early = smallRun({ ...evening, window }, DAY_MS + 19 * HOUR_MS);
    expect(textOf(early)).toMatch(/^INTERRUPTED, so far: 0 of 0 /);
    expect(rowOf(textOf(early), "peak")).toBe("none");
    expect(rowOf(textOf(early), "period")).toBe(
      "stopped before 2026-03-03T21:00, when it begins, seed 1",
    );
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

const summaries: fc.Arbitrary<Partial<Summary>> = fc.record({
  complete: fc.boolean(),
  seed: fc.nat(1e15),
  departures: fc.record({ total: counts, late: counts, short: counts }),
  site: fc.record({
    peak15Kw: figures,
    peak15At: fc.constantFrom(null, "2026-03-04T01:30:00+01:00"),
    peak15ServiceDay: fc.constant("2026-03-03"),
    maxKw: figures,
  }),
  energy: fc.record({
    gridKwh: figures,
    batteryKwh: figures,
    lossKwh: figures,
    baseLoadKwh: figures,
    unmetKwh: figures,
    deficitKwh: figures,
  }),
  bounds: fc.record({
    plugAndChargePeak15Kw: fc.option(figures),
    exactMinPeakKw: fc.option(figures),
    carriedMinPeakKw: fc.option(figures),
    kind: fc.constantFrom("exact", "lowerBound"),
    relaxed: fc.constant([]),
    reasons: fc.constant([]),
  }),
  limits: fc.record({ contractBreaches: counts, maxBreaches: counts, breachesByBaseLoad: counts }),
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
